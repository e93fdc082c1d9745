namespace TipIntake.Pages;

/// <summary>
/// The page depends on nothing but its language, its address, the filters that we know and what is published, but for a form's key and a known campaign, so it is rendered once and
/// kept as bytes. See infra/docs/decisions/0009-pages.md.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KeptPageAttribute : Attribute
{
    /// <summary>The page looks at the gallery's filters.</summary>
    public bool HasFilters { get; init; }

    /// <summary>The page has the form that a tip is written in, and may start its worker.</summary>
    public bool HasTipForm { get; init; }

    /// <summary>Other sites may show the page in a frame; it has no script and no form.</summary>
    public bool MayBeFramed { get; init; }
}
