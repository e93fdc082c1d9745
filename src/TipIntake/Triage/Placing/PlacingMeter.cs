using System.Diagnostics.Metrics;

namespace TipIntake.Triage;

/// <summary>What the operator sees of placing tips: how much work how many tips are.</summary>
internal sealed class PlacingMeter(IMeterFactory meters)
{
    public const string MeterName = "TipIntake.Triage";

    private readonly Counter<long> placed = meters.Create(MeterName).CreateCounter<long>("tipintake.triage.placed", "{tip}", "Tips that were given a lead, or joined one.");

    private readonly Counter<long> batches = meters.Create(MeterName).CreateCounter<long>("tipintake.triage.batches", "{batch}", "Batches in which that was done.");

    private readonly Counter<long> reckoned = meters.Create(MeterName).CreateCounter<long>("tipintake.triage.reckoned", "{lead}", "Leads whose points were reckoned again.");

    public void Placed(int tips)
    {
        placed.Add(tips);
        batches.Add(1);
    }

    public void Reckoned(int leads) => reckoned.Add(leads);
}
