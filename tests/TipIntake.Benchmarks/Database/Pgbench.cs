using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using TipIntake.Benchmarks.Load;

namespace TipIntake.Benchmarks.Database;

internal sealed record PgbenchResult(double PerSecond, double AverageMilliseconds, double DatabaseCpu, double ClientCpu, double Others, double Seconds);

/// <summary>PostgreSQL's own load tool: the ceiling that it gives to clients which commit one row at a time.</summary>
internal sealed partial class Pgbench(NpgsqlConnectionStringBuilder server, int postmaster)
{
    public async Task<PgbenchResult> RunAsync(PgbenchScript script, int clients, double seconds)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script.Sql);
            return await RunAsync(Start(file, script, clients, seconds), seconds);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private ProcessStartInfo Start(string file, PgbenchScript script, int clients, double seconds)
    {
        var time = Math.Max(1, (int)Math.Round(seconds)).ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(Program())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // Prepared statements are pgbench's fastest protocol: the ceiling should be a high one.
        string[] arguments =
            ["--no-vacuum", "--protocol=prepared", $"--client={clients}", "--jobs=2", $"--time={time}", $"--file={file}", .. script.Definitions];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["PGHOST"] = server.Host;
        start.Environment["PGPORT"] = server.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = server.Username;
        start.Environment["PGPASSWORD"] = server.Password;
        start.Environment["PGDATABASE"] = new NpgsqlConnectionStringBuilder(script.Target.Database.ConnectionString).Database;
        return start;
    }

    private async Task<PgbenchResult> RunAsync(ProcessStartInfo start, double seconds)
    {
        var before = Used();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("pgbench did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"pgbench ended with {process.ExitCode}: {await errors}");
        }

        var used = Used().Since(before);
        return new PgbenchResult(
            NumberAfter(Rate(), output),
            NumberAfter(Average(), output),
            used.DatabaseCpu,
            used.ClientCpu,
            used.Others(watch.Elapsed.TotalSeconds),
            seconds);
    }

    // The one that came with the server that runs; on Debian the pgbench in PATH is a script that looks for it.
    private string Program()
    {
        var folder = Path.GetDirectoryName(Process.GetProcessById(postmaster).MainModule?.FileName);
        return folder is not null && File.Exists(Path.Combine(folder, "pgbench")) ? Path.Combine(folder, "pgbench") : "pgbench";
    }

    // pgbench is the client here; it counts once it has ended.
    private Usage Used() => Usage.Read(null, postmaster) with { ClientCpu = ProcessUsage.EndedChildrenCpuSeconds(Environment.ProcessId) };

    private static double NumberAfter(Regex pattern, string output) =>
        double.Parse(pattern.Match(output).Groups["number"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^tps = (?<number>[\d.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Rate();

    [GeneratedRegex(@"^latency average = (?<number>[\d.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Average();
}
