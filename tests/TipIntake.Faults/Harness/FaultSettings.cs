using System.Globalization;

namespace TipIntake.Faults.Harness;

/// <summary>How long a run is: short by default, as long as one likes by environment variables.</summary>
internal static class FaultSettings
{
    /// <summary>Kills per kind: FAULT_ROUNDS.</summary>
    public static int Rounds { get; } = Number("FAULT_ROUNDS", 2);

    /// <summary>Connections cut between COMMIT and its answer: FAULT_CUTS.</summary>
    public static int Cuts { get; } = Number("FAULT_CUTS", 100);

    /// <summary>Requests whose sender leaves before the answer: FAULT_LEAVERS.</summary>
    public static int Leavers { get; } = Number("FAULT_LEAVERS", 200);

    /// <summary>How often a node that places tips is killed: FAULT_KILLS.</summary>
    public static int Kills { get; } = Number("FAULT_KILLS", 4);

    /// <summary>How many tips arrive meanwhile, at least: FAULT_BURST.</summary>
    public static int Burst { get; } = Number("FAULT_BURST", 1_000);

    /// <summary>How often a disk is filled: FAULT_FULL_DISKS.</summary>
    public static int FullDisks { get; } = Number("FAULT_FULL_DISKS", 1);

    /// <summary>How often a flush fails: FAULT_FAILED_FLUSHES.</summary>
    public static int FailedFlushes { get; } = Number("FAULT_FAILED_FLUSHES", 1);

    /// <summary>Tips acknowledged while flushes are held up: FAULT_FLUSHED.</summary>
    public static int Flushed { get; } = Number("FAULT_FLUSHED", 300);

    /// <summary>How long the database does not answer, in seconds: FAULT_OUTAGE.</summary>
    public static TimeSpan Outage { get; } = TimeSpan.FromSeconds(Number("FAULT_OUTAGE", 8));

    /// <summary>How long each kind of slow connection goes on, in seconds: FAULT_SLOW_SECONDS.</summary>
    public static TimeSpan Slow { get; } = TimeSpan.FromSeconds(Number("FAULT_SLOW_SECONDS", 5));

    /// <summary>How many slow connections there are: FAULT_SLOW_CONNECTIONS.</summary>
    public static int SlowConnections { get; } = Number("FAULT_SLOW_CONNECTIONS", 1_000);

    /// <summary>What a machine that others use too may add to a time, where a test must not fail for it: FAULT_BUSY_MACHINE. The report has the times themselves.</summary>
    public static int BusyMachine { get; } = Number("FAULT_BUSY_MACHINE", 5);

    /// <summary>The program of the version before, as infra/upgrade/old.sh builds it: UPGRADE_OLD. Null: this version stands for both.</summary>
    public static string? OldVersion { get; } = Environment.GetEnvironmentVariable("UPGRADE_OLD") is { Length: > 0 } folder ? Path.Combine(folder, "TipIntake.dll") : null;

    /// <summary>How many tips a second arrive while versions change: UPGRADE_RATE.</summary>
    public static int UpgradeRate { get; } = Number("UPGRADE_RATE", 100);

    /// <summary>How often the leading PostgreSQL is lost: FAULT_FAILOVERS.</summary>
    public static int Failovers { get; } = Number("FAULT_FAILOVERS", 1);

    /// <summary>How often a node is restarted while visitors come: FAULT_RESTARTS.</summary>
    public static int Restarts { get; } = Number("FAULT_RESTARTS", 6);

    /// <summary>How many seconds what a tip costs is measured at each rate: FAULT_COST_SECONDS.</summary>
    public static int CostSeconds { get; } = Number("FAULT_COST_SECONDS", 1);

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
