using System.Diagnostics.Metrics;
using TipIntake.Security.RateLimits;

namespace TipIntake.Security.ProofOfWork;

/// <summary>Counts what proofs were worth while an alarm is up, for the operator.</summary>
internal sealed class ProofMeter(IMeterFactory meters)
{
    private readonly Counter<long> proofs = meters.Create(AdmissionMeter.MeterName).CreateCounter<long>(
        "tipintake.proofs", "{tip}", "Tips under an alarm, by what their proof was worth.");

    public void Count(ProofState state) => proofs.Add(1, new KeyValuePair<string, object?>("state", Name(state)));

    private static string Name(ProofState state) => state switch
    {
        ProofState.Solved => "solved",
        ProofState.Waited => "waited",
        ProofState.Early => "early",
        ProofState.Used => "used",
        ProofState.Expired => "expired",
        ProofState.Wrong => "wrong",
        _ => "missing",
    };
}
