using System.Diagnostics;

namespace TipIntake.Benchmarks.Load;

/// <summary>Counts answers; those inside the measured time also by status and latency.</summary>
/// <param name="byDueTime">Whether a request belongs to the time in which it was due (open load) or in which it was answered (closed load).</param>
internal sealed class Tally(bool byDueTime)
{
    private readonly Lock guard = new();
    private readonly Histogram accepted = new();
    private readonly Histogram refused = new();
    private readonly Histogram lag = new();
    private readonly SortedDictionary<string, long> answers = new(StringComparer.Ordinal);
    private readonly long[] byStatus = new long[600];
    private long acceptedInAll;
    private long broken;

    public long From { get; set; } = long.MaxValue;

    public long Until { get; set; } = long.MaxValue;

    public void Answer(int status, long since)
    {
        var now = Stopwatch.GetTimestamp();
        lock (guard)
        {
            if (status is < 100 or > 599)
            {
                broken++;
                return;
            }

            var isAccepted = status < 300;
            acceptedInAll += isAccepted ? 1 : 0;
            var moment = byDueTime ? since : now;
            if (moment >= From && moment < Until)
            {
                byStatus[status]++;
                (isAccepted ? accepted : refused).Add(Microseconds(since, now));
            }
        }
    }

    public void Lag(long scheduled, long now)
    {
        lock (guard)
        {
            lag.Add(Microseconds(scheduled, now));
        }
    }

    public LoadResult Result(double seconds, long unanswered, Usage usage)
    {
        lock (guard)
        {
            for (var status = 0; status < byStatus.Length; status++)
            {
                if (byStatus[status] > 0)
                {
                    answers[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = byStatus[status];
                }
            }

            return new LoadResult
            {
                Seconds = seconds,
                PerSecond = accepted.Count / seconds,
                Accepted = accepted.Summary(),
                Refused = refused.Summary(),
                Answers = answers,
                AcceptedInAll = acceptedInAll,
                Broken = broken + unanswered,
                GeneratorLag = lag.Percentile(0.99),
                ServerCpu = usage.ServerCpu,
                DatabaseCpu = usage.DatabaseCpu,
                ClientCpu = usage.ClientCpu,
                Others = usage.Others(seconds),
                ServerPeakMegabytes = usage.ServerPeakMegabytes,
            };
        }
    }

    private static long Microseconds(long since, long now) => (now - since) * 1_000_000 / Stopwatch.Frequency;
}
