using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Configuration;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Security.RateLimits;

namespace TipIntake.Benchmarks.Limits;

/// <summary>What a decision of the rate limits costs, and what a million networks leave in memory: ours beside the framework's partitions.</summary>
internal static class LimiterMeasurement
{
    private const int Decisions = 1_000_000;

    public static int Run()
    {
        string[] head = ["limiter", "networks", "MiB kept", "ns each", "bytes allocated each"];
        // Made before anything is measured: the addresses are no part of a limiter's memory.
        var (four, six) = (Networks(Decisions, bytes: 4), Networks(Decisions, bytes: 16));
        var rows = new[]
        {
            Measure("framework, sliding window per network", Decisions, Framework),
            Measure("ours, IPv4, networks that come back", 1_000, () => Ours(four[..1_000])),
            Measure("ours, IPv6, networks that come back", 1_000, () => Ours(six[..1_000])),
            Measure("ours, IPv4, every network new", Decisions, () => Ours(four)),
            Measure("ours, IPv6, every network new", Decisions, () => Ours(six)),
        };
        foreach (var line in TextTable.Lines(head, rows))
        {
            Console.WriteLine(line);
        }

        return 0;
    }

    /// <summary>Processor time of this process, so that neighbours on the machine count less; the better of two rounds, the first warms up.</summary>
    private static IReadOnlyList<string> Measure(string name, int networks, Func<(object Limiter, Action<int> Decide)> build)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (limiter, decide) = build();
        var (best, allocated) = (double.MaxValue, 0L);
        for (var round = 0; round < 2; round++)
        {
            var start = GC.GetAllocatedBytesForCurrentThread();
            var began = Process.GetCurrentProcess().TotalProcessorTime;
            for (var i = 0; i < Decisions; i++)
            {
                decide(i);
            }

            best = Math.Min(best, (Process.GetCurrentProcess().TotalProcessorTime - began).TotalNanoseconds / Decisions);
            allocated = GC.GetAllocatedBytesForCurrentThread() - start;
        }

        var kept = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0;
        GC.KeepAlive(limiter);
        (limiter as IDisposable)?.Dispose();
        return [name, networks.ToString("N0", CultureInfo.InvariantCulture), Round(kept, "0"), Round(best, "0"), Round(allocated / (double)Decisions, "0.0")];
    }

    private static (object Limiter, Action<int> Decide) Framework()
    {
        var limiter = PartitionedRateLimiter.Create<ulong, ulong>(network => RateLimitPartition.GetSlidingWindowLimiter(
            network,
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = 30, Window = TimeSpan.FromMinutes(10), SegmentsPerWindow = 4, AutoReplenishment = false }));
        return (limiter, i => limiter.AttemptAcquire((ulong)i * 0x9E3779B97F4A7C15).Dispose());
    }

    private static (object Limiter, Action<int> Decide) Ours(IPAddress[] networks)
    {
        var shipped = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();
        var key = new byte[32];
        var admissions = new Admissions(RateLimitSettingsReader.Read(shipped), _ => key, TimeProvider.System);
        return (admissions, i => admissions.Decide(new Visit
        {
            Method = "POST",
            Path = "/api/v1/objects/OBJ-2026-0001/tips",
            Address = networks[i % networks.Length],
            TakesTip = true,
            ObjectReference = "OBJ-2026-0001",
        }));
    }

    private static IPAddress[] Networks(int number, int bytes) => [.. Enumerable.Range(0, number).Select(i =>
    {
        var raw = new byte[bytes];
        BitConverter.TryWriteBytes(raw.AsSpan(), i * 7919);
        return new IPAddress(raw);
    })];

    private static string Round(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
