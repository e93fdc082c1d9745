namespace TipIntake.Faults.Harness;

/// <summary>What the proxy does to a COMMIT that ends a transaction with tips in it.</summary>
internal enum CommitFault
{
    /// <summary>The server commits and answers; the connection breaks before the answer arrives.</summary>
    LoseAnswer,

    /// <summary>The same, and with it the whole network until the proxy opens again, so that nobody can look.</summary>
    LoseNetwork,

    /// <summary>The connection breaks on both sides as soon as COMMIT is on its way: a race.</summary>
    CutAtOnce,

    /// <summary>The server commits; its side of the connection ends in order, without an answer.</summary>
    HalfClose,

    /// <summary>The connection breaks before COMMIT reaches the server, so the server rolls back.</summary>
    NeverArrives,

    /// <summary>COMMIT arrives, the answer does not, and the connection stays open.</summary>
    Silence,

    /// <summary>A storage that lies: the service is told "committed" and the server rolls back. No service can survive it; a ledger must find it.</summary>
    Lie,
}
