using System.Diagnostics.Metrics;

namespace TipIntake.Audit;

/// <summary>What the operator watches: entries chained, checkpoints signed, and what did not succeed.</summary>
internal sealed class AuditMeter(IMeterFactory meters)
{
    public const string MeterName = "TipIntake.Audit";

    private readonly Counter<long> chained = meters.Create(MeterName).CreateCounter<long>("tipintake.audit.chained", "{entry}", "Entries of the audit trail that got their position.");

    private readonly Counter<long> signed = meters.Create(MeterName).CreateCounter<long>("tipintake.audit.checkpoints", "{checkpoint}", "Checkpoints signed by this node.");

    private readonly Counter<long> faults = meters.Create(MeterName).CreateCounter<long>(
        "tipintake.audit.faults", "{try}", "Tries that failed: sequencing, signing (the trail does not continue the last checkpoint), writing (the folder takes no file).");

    public void Chained(int entries) => chained.Add(entries);

    public void Signed() => signed.Add(1);

    public void Failed(string step) => faults.Add(1, new KeyValuePair<string, object?>("step", step));
}
