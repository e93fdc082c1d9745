namespace TipIntake.Statistics;

/// <summary>Why a number stands in a release or does not. The letters are those of SDMX (<c>CL_CONF_STATUS</c>).</summary>
internal enum Confidentiality
{
    /// <summary>Free.</summary>
    F,

    /// <summary>Confidential: too few, or none.</summary>
    C,

    /// <summary>Secondary: not few, but it would give away what is.</summary>
    D,

    /// <summary>Not for publication, and whether it is few is not said either.</summary>
    N,
}
