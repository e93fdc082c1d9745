using System.Diagnostics;
using System.Net;
using System.Text.Json;
using TipIntake.Benchmarks.Servers;

namespace TipIntake.Benchmarks.Load;

/// <summary>
/// The generator has a process of its own, so that its memory and processor time are not the server's. The parent sends a plan through
/// standard input and reads the result from standard output.
/// </summary>
internal static class LoadProcess
{
    public const string Verb = "load-worker";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<LoadResult> RunAsync(LoadPlan plan)
    {
        var start = Self.Start(Verb);
        // Answers are handled on the one thread that waits for the sockets: no hop, no contention, about the cost of wrk.
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        start.Environment["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";

        start = plan.Yields ? Yielding.Start(start) : start;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The load process did not start.");
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(plan));
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<LoadResult>(output)!
            : throw new InvalidOperationException($"The load process ended with {process.ExitCode}.");
    }

    public static async Task<int> MainAsync()
    {
        var plan = JsonSerializer.Deserialize<LoadPlan>(await Console.In.ReadToEndAsync())!;
        Console.WriteLine(JsonSerializer.Serialize(Run(plan)));
        return 0;
    }

    private static LoadResult Run(LoadPlan plan)
    {
        var server = new IPEndPoint(IPAddress.Parse(plan.Address), plan.Port);
        var host = $"localhost:{plan.Port}";
        IRequestSource source = plan.Path is { } path
            ? new PageRequests(host, path)
            : new TipRequests(host, plan.References, plan.Sources, Random.Shared.Next(1, 1 << 23));
        var tally = new Tally(byDueTime: plan.Rate is not null);

        if (plan.Rate is null)
        {
            using var closed = new ClosedLoad(server, source, plan.Connections, tally);
            closed.Start();
            return Measure(plan, tally, closed.Stop, () => closed.Busy);
        }

        using var open = new OpenLoad(server, source, plan, tally);
        open.Start();
        return Measure(plan, tally, open.Stop, () => open.Busy);
    }

    private static LoadResult Measure(LoadPlan plan, Tally tally, Action stop, Func<int> busy)
    {
        Thread.Sleep(TimeSpan.FromSeconds(plan.WarmUpSeconds));
        if (plan.ServerPid is { } pid)
        {
            ProcessUsage.ForgetPeak(pid);
        }

        var before = Usage.Read(plan.ServerPid, plan.DatabasePid);
        var from = Stopwatch.GetTimestamp();
        tally.Until = from + (long)(plan.Seconds * Stopwatch.Frequency);
        tally.From = from;
        Thread.Sleep(TimeSpan.FromSeconds(plan.Seconds));
        var usage = Usage.Read(plan.ServerPid, plan.DatabasePid).Since(before);
        stop();

        var end = Stopwatch.StartNew();
        while (busy() > 0 && end.Elapsed < Patience)
        {
            Thread.Sleep(5);
        }

        return tally.Result(plan.Seconds, busy(), usage);
    }
}
