namespace TipIntake.Statistics;

/// <summary>What a release may say of a count.</summary>
internal sealed record DisclosureRules
{
    public const int RoundedTo = 5;

    /// <summary>What rounding hides, up or down.</summary>
    public const int Rounding = RoundedTo / 2;

    /// <summary>Fewer than that are not told, nor that there are none.</summary>
    public int Threshold { get; init; } = 10;

    /// <summary>False only where a test looks what an attack finds without it; so are the next two.</summary>
    public bool Rounds { get; init; } = true;

    public bool SuppressesMore { get; init; } = true;

    public bool UsesCellKeys { get; init; } = true;

    /// <summary>All that is too few.</summary>
    public Bounds Few => new(0, Threshold - 1);

    public bool IsFew(int count) => count < Threshold;

    /// <summary>Totals are rounded like everything else, from what they truly are.</summary>
    public int Shown(int count) => Rounds ? (count + Rounding) / RoundedTo * RoundedTo : count;

    /// <summary>What an entry says of its count to whoever knows these rules.</summary>
    /// <param name="noise">By how much the count was changed at most before it was rounded.</param>
    public Bounds Told(Confidentiality status, int? shown, int noise = 0) => status switch
    {
        Confidentiality.F => new(Math.Max(Threshold, shown!.Value - Rounding - noise), shown.Value + Rounding + noise),
        Confidentiality.C => new(0, Threshold - 1 + noise),
        Confidentiality.D => new(Threshold, Bounds.Far),
        _ => Bounds.Anything,
    };
}
