using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TipIntake.Evaluation;

/// <summary>The service as a developer starts it: empty, on a database of its own, in a folder that is gone afterwards. Reached through its two doors only.</summary>
internal sealed class ServiceUnderEvaluation : IAsyncDisposable
{
    private const string Token = "a-reviewer-of-the-evaluation";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly string data;

    private ServiceUnderEvaluation(Process process, string folder, int port)
    {
        this.process = process;
        data = folder;
        Visitor = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        Reviewer = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port + 1}") };
        Reviewer.DefaultRequestHeaders.Authorization = new("Bearer", Token);
    }

    public HttpClient Visitor { get; }

    public HttpClient Reviewer { get; }

    /// <summary>The references of the objects, by the corpus's names for them.</summary>
    public Dictionary<string, string> References { get; } = new(StringComparer.Ordinal);

    public static async Task<ServiceUnderEvaluation> StartAsync(IEnumerable<string> objects)
    {
        var folder = Directory.CreateTempSubdirectory("tipintake-evaluation").FullName;
        if (!OperatingSystem.IsWindows())
        {
            // As root, PostgreSQL runs as another user and has to pass through.
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        var port = FreePorts();
        var references = objects.Index().ToDictionary(named => named.Item, named => $"OBJ-2026-{named.Index + 1:D4}", StringComparer.Ordinal);
        await RunAsync(Command(folder, port, "objects", "import", WriteObjects(folder, references)));
        var service = new ServiceUnderEvaluation(Process.Start(Command(folder, port))!, folder, port);
        foreach (var (name, reference) in references)
        {
            service.References[name] = reference;
        }

        service.process.OutputDataReceived += (_, _) => { };
        service.process.ErrorDataReceived += (_, _) => { };
        service.process.BeginOutputReadLine();
        service.process.BeginErrorReadLine();
        await service.BecomesReadyAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        Visitor.Dispose();
        Reviewer.Dispose();
        if (!process.HasExited)
        {
            using var stop = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private static ProcessStartInfo Command(string folder, int port, params string[] verb)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TipIntake.dll"), .. verb]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        (string Name, string Value)[] settings =
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Data__Path", folder),
            ("Surfaces__Public__Url", $"http://127.0.0.1:{port}"),
            ("Surfaces__Staff__Url", $"http://127.0.0.1:{port + 1}"),
            ("Catalogue__Demonstration", "false"),
            ("Development__Tokens__reviewer", Token),
            ("TipLanes__Object__Limit", "1000000"),
            ("TipLanes__Deployment__Limit", "1000000"),
        ];
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // The photos have no part in it; every object shows the same picture.
    private static string WriteObjects(string folder, Dictionary<string, string> references)
    {
        var objects = Directory.CreateDirectory(Path.Combine(folder, "objects")).FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Catalogue", "Demonstration", "mug.jpg"), Path.Combine(objects, "mug.jpg"));
        var entries = references.Select(named => new JsonObject
        {
            ["reference"] = named.Value,
            ["defaultLanguage"] = "en",
            ["title"] = new JsonObject { ["en"] = named.Key },
            ["question"] = new JsonObject { ["en"] = "Do you recognise this?" },
            ["category"] = "household",
            ["photos"] = new JsonArray(new JsonObject { ["file"] = "mug.jpg", ["alternativeText"] = new JsonObject { ["en"] = "A mug" } }),
        });
        File.WriteAllText(Path.Combine(objects, "objects.json"), JsonSerializer.Serialize(entries));
        return objects;
    }

    private static async Task RunAsync(ProcessStartInfo start)
    {
        using var verb = Process.Start(start)!;
        var output = verb.StandardOutput.ReadToEndAsync();
        var errors = verb.StandardError.ReadToEndAsync();
        await verb.WaitForExitAsync();
        if (verb.ExitCode != 0)
        {
            throw new InvalidOperationException($"The objects were not imported.\n{await output}\n{await errors}");
        }
    }

    private async Task BecomesReadyAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (process.HasExited || watch.Elapsed > Patience)
            {
                throw new InvalidOperationException("The service did not become ready.");
            }

            try
            {
                using var answer = await Visitor.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }
    }

    // Two that follow each other.
    private static int FreePorts()
    {
        while (true)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            using var second = new TcpListener(IPAddress.Loopback, port + 1);
            try
            {
                second.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; try another pair.
            }
        }
    }
}
