namespace TipIntake.Benchmarks;

/// <summary>What the command line asked for.</summary>
internal sealed record Options
{
    public int Connections { get; init; } = 64;

    public double Seconds { get; init; } = 6;

    /// <summary>Load on each server before anything counts. A service runs for weeks; measured is what it does then, not its first seconds.</summary>
    public double WarmUpSeconds { get; init; } = 20;

    public int Rounds { get; init; } = 3;

    /// <summary>How many tips the second database holds; none: no second database.</summary>
    public long Stored { get; init; }

    /// <summary>Tips per second of the open model.</summary>
    public double Rate { get; init; } = 1000;

    public double OpenSeconds { get; init; } = 60;

    /// <summary>Length of the audit trail.</summary>
    public long Entries { get; init; } = 1_000_000;

    public string? Json { get; init; }
}
