using System.Text.RegularExpressions;

namespace TipIntake.Catalogue;

/// <summary>The name by which the public, the police and the event store know an object: <c>OBJ-2026-0007</c>.</summary>
internal static partial class ObjectReference
{
    public const string Form = "OBJ-2[01][0-9]{2}-[0-9]{4}";

    public static bool IsValid(string? reference) => reference is not null && Pattern().IsMatch(reference);

    /// <summary>As people type it from a poster, in small letters too; null for what is no reference.</summary>
    public static string? Read(string typed) => typed.ToUpperInvariant() is var reference && IsValid(reference) ? reference : null;

    [GeneratedRegex($@"^{Form}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Pattern();
}
