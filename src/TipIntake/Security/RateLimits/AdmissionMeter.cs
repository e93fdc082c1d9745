using System.Diagnostics.Metrics;

namespace TipIntake.Security.RateLimits;

/// <summary>Counts admissions for the operator, and says when the limits themselves fail. No label and no line names a source.</summary>
internal sealed partial class AdmissionMeter(IMeterFactory meters, ILogger<AdmissionMeter> log)
{
    public const string MeterName = "TipIntake.RateLimits";

    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private readonly Counter<long> admissions = meters.Create(MeterName).CreateCounter<long>(
        "tipintake.admissions", "{request}", "Requests by lane (first, deferred, refused) and by what decided.");

    private readonly Counter<long> monitored = meters.Create(MeterName).CreateCounter<long>(
        "tipintake.admissions.monitored", "{request}", "Requests that a rule in monitor mode would have held up.");

    private long nextLine = long.MinValue;

    public void Count(Admission admission)
    {
        var lane = admission.IsRefused ? "refused" : admission.Lane == Lane.First ? "first" : "deferred";
        admissions.Add(1, new("lane", lane), new("reason", Reason(admission.Reason)));
        if (admission.Monitored is { } rule)
        {
            monitored.Add(1, new("endpoint", rule.Endpoint.Text), new("period", rule.Period.Text));
        }
    }

    /// <summary>One line a minute at most: a flood must not fill the log. Its kind alone is said, a message might quote a request.</summary>
    public void Failed(Exception fault)
    {
        var now = Environment.TickCount64;
        var due = Interlocked.Read(ref nextLine);
        if (now >= due && Interlocked.CompareExchange(ref nextLine, now + (long)BetweenLines.TotalMilliseconds, due) == due)
        {
            LimitsFailed(log, fault.GetType().Name);
        }
    }

    private static string Reason(AdmissionReason reason) => reason switch
    {
        AdmissionReason.WithinLimits => "within-limits",
        AdmissionReason.Exempt => "exempt",
        AdmissionReason.SourceNetwork => "source-network",
        AdmissionReason.WiderNetwork => "wider-network",
        AdmissionReason.Object => "object",
        AdmissionReason.Deployment => "deployment",
        _ => "fault",
    };

    [LoggerMessage(1, LogLevel.Error, "The rate limits failed ({Kind}). Nobody is refused; tips go to the deferred lane until this is mended.")]
    private static partial void LimitsFailed(ILogger log, string kind);
}
