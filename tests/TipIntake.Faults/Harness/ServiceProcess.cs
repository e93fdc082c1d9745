using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace TipIntake.Faults.Harness;

/// <summary>The real service as a process of its own, as an operator runs it.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const int MostLines = 60;

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly HttpClient http;

    private ServiceProcess(Process process, Uri address)
    {
        this.process = process;
        http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it said last, for the person who reads a failed run.</summary>
    public string LastWords => string.Join('\n', lines);

    private static string Program { get; } = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "TipIntake", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "TipIntake.dll"));

    /// <param name="program">Another build's; null: the one under test.</param>
    /// <param name="log">The file that gets what it says; null: the last lines are kept here.</param>
    public static ServiceProcess Start(Uri address, IReadOnlyDictionary<string, string?> settings, string? program = null, string? log = null, string[]? verb = null)
    {
        string[] line = ["dotnet", program ?? Program, .. verb ?? []];
        var logging = log is null ? line : ["/bin/sh", "-c", "exec \"$@\" >>\"$0\" 2>&1", log, .. line];
        var start = new ProcessStartInfo(logging[0], logging[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new ServiceProcess(Process.Start(start)!, address);
    }

    /// <summary>What it has cost so far: processor time, and memory now.</summary>
    public (TimeSpan Processor, long Bytes) Cost
    {
        get
        {
            process.Refresh();
            return (process.TotalProcessorTime, process.WorkingSet64);
        }
    }

    public Task<bool> IsReady() => Answers("/health/ready", TimeSpan.FromSeconds(10));

    public Task<bool> IsLive(TimeSpan within) => Answers("/health/live", within);

    /// <summary>How long it took.</summary>
    public async Task<TimeSpan> Ready(TimeSpan within)
    {
        try
        {
            return await Until.True(async () => process.HasExited ? throw new TimeoutException($"The service ended with {process.ExitCode}.") : await IsReady(), within, "ready");
        }
        catch (TimeoutException fault)
        {
            throw new TimeoutException($"{fault.Message}\n{LastWords}", fault);
        }
    }

    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Freeze() => Signals.Stop(process.Id);

    public void Thaw() => Signals.Continue(process.Id);

    public void Terminate() => Signals.Terminate(process.Id);

    /// <summary>The exit code.</summary>
    public async Task<int> Exit(TimeSpan within)
    {
        await Until.True(() => process.HasExited, within, "the service has ended");
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }

        process.Dispose();
        http.Dispose();
    }

    private async Task<bool> Answers(string path, TimeSpan within)
    {
        try
        {
            using var limit = new CancellationTokenSource(within);
            using var response = await http.GetAsync(path, limit.Token);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lines.Enqueue(line ?? "");

        while (lines.Count > MostLines)
        {
            lines.TryDequeue(out _);
        }
    }
}
