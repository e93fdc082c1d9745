namespace TipIntake.Audit;

/// <summary>What can be wrong with a trail.</summary>
internal enum TrailFault
{
    /// <summary>An entry is not as it was when it was chained.</summary>
    Altered,

    /// <summary>The chain names an entry that is not there.</summary>
    Removed,

    /// <summary>A position holds an entry that nobody chained there.</summary>
    Inserted,

    /// <summary>An entry stands in another place than it was chained in.</summary>
    Reordered,

    /// <summary>Positions are missing.</summary>
    Gap,

    /// <summary>A link does not follow from the one before it.</summary>
    ChainBroken,

    /// <summary>The trail hangs together, but is not the one that was signed.</summary>
    NotAsSigned,

    /// <summary>The trail is shorter than a checkpoint says.</summary>
    Truncated,

    /// <summary>An entry has no position although it had time to get one.</summary>
    NotChained,

    /// <summary>A checkpoint file is not one.</summary>
    CheckpointUnreadable,

    /// <summary>A checkpoint was not signed by a key that is trusted here.</summary>
    BadSignature,

    /// <summary>A checkpoint does not follow from the one before it.</summary>
    CheckpointChainBroken,
}

/// <summary>One thing that is wrong, and where.</summary>
internal sealed record TrailFinding(TrailFault Fault, string Words);
