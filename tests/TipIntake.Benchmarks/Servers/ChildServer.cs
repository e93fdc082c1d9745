using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TipIntake.Benchmarks.Servers;

/// <summary>A server in a process of its own on a free loopback port, ended with the benchmark.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    private const int KeptLines = 40;
    private readonly Process process;
    private readonly Queue<string> lastLines = new();

    private ChildServer(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    public int Pid => process.Id;

    /// <summary>From the start of the process to its first good answer.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public static async Task<ChildServer> StartAsync(ProcessStartInfo start, int port, string readyPath, TimeSpan patience)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var watch = Stopwatch.StartNew();
        var started = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        var server = new ChildServer(started, port);
        started.OutputDataReceived += (_, line) => server.Keep(line.Data);
        started.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        try
        {
            await server.BecomesReadyAsync(readyPath, watch, patience);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var stop = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process.Dispose();
    }

    private async Task BecomesReadyAsync(string path, Stopwatch watch, TimeSpan patience)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), Timeout = TimeSpan.FromSeconds(5) };
        while (true)
        {
            if (process.HasExited || watch.Elapsed > patience)
            {
                throw new InvalidOperationException($"The server was not ready after {watch.Elapsed.TotalSeconds:0.0} s. Its last lines:\n{Lines()}");
            }

            try
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    ReadyAfter = watch.Elapsed;
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(5);
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lastLines)
        {
            lastLines.Enqueue(line);
            if (lastLines.Count > KeptLines)
            {
                lastLines.Dequeue();
            }
        }
    }

    private string Lines()
    {
        lock (lastLines)
        {
            return string.Join('\n', lastLines);
        }
    }
}
