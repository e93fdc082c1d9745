namespace TipIntake.Security.Access;

/// <summary>Which objects a person may see: all, or named ones and those of named regions.</summary>
internal sealed record Scope(bool Everything, string[] Objects, string[] Regions)
{
    public static readonly Scope All = new(Everything: true, [], []);

    public static readonly Scope Nothing = new(Everything: false, [], []);

    public bool Covers(string reference, IEnumerable<string> regions) =>
        Everything || Objects.Contains(reference, StringComparer.Ordinal) || regions.Any(region => Regions.Contains(region, StringComparer.Ordinal));

    public bool SameAs(Scope other) =>
        Everything == other.Everything && Objects.SequenceEqual(other.Objects, StringComparer.Ordinal) && Regions.SequenceEqual(other.Regions, StringComparer.Ordinal);
}
