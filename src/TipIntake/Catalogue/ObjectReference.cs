using System.Text.RegularExpressions;

namespace TipIntake.Catalogue;

/// <summary>The name by which the public, the police and the event store know an object: <c>OBJ-2026-0007</c>.</summary>
internal static partial class ObjectReference
{
    public static bool IsValid(string? reference) => reference is not null && Pattern().IsMatch(reference);

    [GeneratedRegex(@"^OBJ-2[01][0-9]{2}-[0-9]{4}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Pattern();
}
