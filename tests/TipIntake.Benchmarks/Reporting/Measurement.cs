using TipIntake.Benchmarks.Database;
using TipIntake.Benchmarks.Load;

namespace TipIntake.Benchmarks.Reporting;

/// <summary>One round of one contender. CPU is in microseconds per accepted request, so it compares also when the load generator takes part of the machine.</summary>
internal sealed record Measurement
{
    public required double PerSecond { get; init; }

    public Latency? Accepted { get; init; }

    public Latency? Refused { get; init; }

    public double? AverageMilliseconds { get; init; }

    public double? ServerCpu { get; init; }

    public double? DatabaseCpu { get; init; }

    public double? ClientCpu { get; init; }

    public double? Others { get; init; }

    public double? PeakMegabytes { get; init; }

    public IReadOnlyDictionary<string, long> Answers { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    public long AcceptedInAll { get; init; }

    public long Broken { get; init; }

    public long? GeneratorLag { get; init; }

    public static Measurement Of(LoadResult load)
    {
        var accepted = Math.Max(1, load.PerSecond * load.Seconds);
        return new Measurement
        {
            PerSecond = load.PerSecond,
            Accepted = load.Accepted,
            Refused = load.Refused.Max > 0 ? load.Refused : null,
            ServerCpu = load.ServerCpu / accepted * 1e6,
            DatabaseCpu = load.DatabaseCpu / accepted * 1e6,
            ClientCpu = load.ClientCpu / accepted * 1e6,
            Others = load.Others,
            PeakMegabytes = load.ServerPeakMegabytes,
            Answers = load.Answers,
            AcceptedInAll = load.AcceptedInAll,
            Broken = load.Broken,
            GeneratorLag = load.GeneratorLag,
        };
    }

    public static Measurement Of(PgbenchResult run)
    {
        var committed = Math.Max(1, run.PerSecond * run.Seconds);
        return new Measurement
        {
            PerSecond = run.PerSecond,
            AverageMilliseconds = run.AverageMilliseconds,
            DatabaseCpu = run.DatabaseCpu / committed * 1e6,
            ClientCpu = run.ClientCpu / committed * 1e6,
            Others = run.Others,
        };
    }
}

/// <summary>All rounds of one contender. A ratio is taken within each round and then the median, because the machine drifts between rounds.</summary>
internal sealed record Row(string Name, IReadOnlyList<Measurement> Rounds)
{
    public double PerSecond => Median(r => r.PerSecond) ?? 0;

    public double? Median(Func<Measurement, double?> value)
    {
        var sorted = Rounds.Select(value).OfType<double>().Order().ToArray();
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public double RatioTo(Row other) => RatioTo(other.Rounds.Select(r => r.PerSecond).ToArray());

    public double RatioTo(IReadOnlyList<double> perRound)
    {
        var sorted = Rounds.Zip(perRound, (mine, theirs) => mine.PerSecond / theirs).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
