using System.Text.RegularExpressions;

namespace TipIntake.Catalogue;

/// <summary>The name by which the public, the police and the event store know an object: <c>OBJ-2026-0007</c>.</summary>
internal static partial class ObjectReference
{
    public const string Form = "OBJ-2[01][0-9]{2}-[0-9]{4}";

    public static bool IsValid(string? reference) => reference is not null && Pattern().IsMatch(reference);

    [GeneratedRegex($@"^{Form}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Pattern();
}
