namespace TipIntake.Faults.Harness;

/// <summary>What a sender knows after one attempt.</summary>
/// <param name="Took">From sending to the last byte of the answer.</param>
internal sealed record Answer(Fate Fate, int Status, string? Code, string? Receipt, string? ReceivedAt, TimeSpan Took);

internal enum Fate
{
    /// <summary>201 and a receipt: it must be there, once and unaltered.</summary>
    Stored,

    /// <summary>A definite no: nothing may be kept.</summary>
    Refused,

    /// <summary>No answer, or one that says so: it may be there once.</summary>
    Unknown,

    /// <summary>No connection came about, so nothing was sent.</summary>
    Unreachable,
}
