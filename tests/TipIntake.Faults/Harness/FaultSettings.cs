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

    /// <summary>How often the leading PostgreSQL is lost: FAULT_FAILOVERS.</summary>
    public static int Failovers { get; } = Number("FAULT_FAILOVERS", 1);

    /// <summary>How often a node is restarted while visitors come: FAULT_RESTARTS.</summary>
    public static int Restarts { get; } = Number("FAULT_RESTARTS", 6);

    /// <summary>How many seconds what a tip costs is measured at each rate: FAULT_COST_SECONDS.</summary>
    public static int CostSeconds { get; } = Number("FAULT_COST_SECONDS", 3);

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
