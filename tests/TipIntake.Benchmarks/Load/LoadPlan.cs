namespace TipIntake.Benchmarks.Load;

/// <summary>What one run of the load process has to do; it travels to that process as JSON.</summary>
internal sealed record LoadPlan
{
    public required string Address { get; init; }

    public required int Port { get; init; }

    /// <summary>A path to GET. Without one, tips are sent about <see cref="References"/>.</summary>
    public string? Path { get; init; }

    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>From how many networks tips seem to come, named by the proxy that this generator plays; 0: no proxy.</summary>
    public int Sources { get; init; }

    public int Connections { get; init; } = 64;

    public double WarmUpSeconds { get; init; } = 1;

    public double Seconds { get; init; } = 5;

    /// <summary>Requests per second by the clock, whatever the server does. Without a rate each connection sends as soon as it has its answer.</summary>
    public double? Rate { get; init; }

    /// <summary>Arrivals at even distances instead of at random (Poisson).</summary>
    public bool Even { get; init; }

    /// <summary>The generator gives way while processors are short (<see cref="Servers.Yielding"/>).</summary>
    public bool Yields { get; init; }

    /// <summary>The processes whose use of CPU and memory is read at both ends of the measured time.</summary>
    public int? ServerPid { get; init; }

    public int? DatabasePid { get; init; }
}

/// <summary>What was seen. Rates, latencies and CPU belong to the measured time; totals to the whole run, so that they can be compared with stored rows.</summary>
internal sealed record LoadResult
{
    public required double Seconds { get; init; }

    public required double PerSecond { get; init; }

    public required Latency Accepted { get; init; }

    public required Latency Refused { get; init; }

    public required IReadOnlyDictionary<string, long> Answers { get; init; }

    public required long AcceptedInAll { get; init; }

    /// <summary>Connections that broke and requests that never got an answer.</summary>
    public required long Broken { get; init; }

    /// <summary>How late the generator itself was (99th percentile, microseconds); part of the latency that it reports.</summary>
    public long GeneratorLag { get; init; }

    public double ServerCpu { get; init; }

    public double DatabaseCpu { get; init; }

    public double ClientCpu { get; init; }

    /// <summary>The share of the machine that other programs took: above a few hundredths the figures are not worth much.</summary>
    public double Others { get; init; }

    public double ServerPeakMegabytes { get; init; }
}
