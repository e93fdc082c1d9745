// Plays tips from JSON-lines files through the public API, in their own rhythm or as fast as it goes.
//
//   dotnet run infra/tools/Replay.cs -- FILE-OR-FOLDER... [--to URL] [--speed-up N] [--references FILE] [--senders N] [--salt TEXT] [--receipts FILE]
//
// Each line: { "id", "object", "text", "language", "country", "place", "period", "link", "basis", "at_minutes" }; other members
// are not sent. "object" is a reference such as OBJ-2026-0007, or a name that the --references file ({"name": "reference"}) knows.
// Without --speed-up everything is sent at once; --speed-up 3600 plays an hour in a second.
// The same line always has the same idempotency key, so a replay can be broken off and run again; --salt makes other tips of it.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

var options = Options.Parse(args);
if (options is null)
{
    Console.Error.WriteLine("usage: dotnet run infra/tools/Replay.cs -- FILE-OR-FOLDER... [--to URL] [--speed-up N] [--references FILE] [--senders N] [--salt TEXT] [--receipts FILE]");
    return 2;
}

var lines = Corpus.Read(options);
using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = options.Senders }) { BaseAddress = options.To, Timeout = TimeSpan.FromSeconds(60) };
var replay = new Replay(client, options, lines.Count);
await replay.Run(lines);
replay.Summary();
return replay.AllWell ? 0 : 1;

internal sealed record Options(List<string> Paths, Uri To, double SpeedUp, Dictionary<string, string> References, int Senders, string Salt, string? Receipts)
{
    public static Options? Parse(string[] args)
    {
        var paths = new List<string>();
        var named = new Dictionary<string, string>(StringComparer.Ordinal);

        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                paths.Add(args[i]);
            }
            else if (++i < args.Length)
            {
                named[args[i - 1]] = args[i];
            }
            else
            {
                return null;
            }
        }

        var references = named.TryGetValue("--references", out var file)
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!
            : [];

        return paths.Count == 0 ? null : new Options(
            paths,
            new Uri(named.GetValueOrDefault("--to", "http://localhost:8080")),
            double.Parse(named.GetValueOrDefault("--speed-up", "0"), System.Globalization.CultureInfo.InvariantCulture),
            references,
            int.Parse(named.GetValueOrDefault("--senders", "8"), System.Globalization.CultureInfo.InvariantCulture),
            named.GetValueOrDefault("--salt", ""),
            named.GetValueOrDefault("--receipts"));
    }
}

internal sealed record Line(string Id, string Reference, TimeSpan At, JsonObject Body);

internal static class Corpus
{
    private static readonly string[] Sent = ["text", "language", "country", "place", "period", "link", "basis"];

    public static List<Line> Read(Options options) =>
        [.. options.Paths
            .SelectMany(path => Directory.Exists(path) ? Directory.GetFiles(path, "tips*.jsonl") : [path])
            .SelectMany(path => File.ReadLines(path))
            .Where(line => line.Length > 0)
            .Select(line => Parse(JsonNode.Parse(line)!.AsObject(), options.References))
            .OrderBy(line => line.At)];

    private static Line Parse(JsonObject record, Dictionary<string, string> references)
    {
        var body = new JsonObject(Sent.Where(name => record[name] is not null).Select(name => KeyValuePair.Create(name, record[name]?.DeepClone())));
        var named = (string)record["object"]!;
        return new Line((string)record["id"]!, references.GetValueOrDefault(named, named), TimeSpan.FromMinutes((double?)record["at_minutes"] ?? 0), body);
    }
}

internal sealed class Replay(HttpClient client, Options options, int total)
{
    private readonly ConcurrentQueue<double> milliseconds = new();
    private readonly ConcurrentDictionary<string, int> refusals = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Id, string Receipt)> receipts = new();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private int done;
    private int accepted;
    private int followed;
    private int retried;

    public bool AllWell => accepted == total && followed == total;

    public async Task Run(List<Line> lines)
    {
        using var bar = new Timer(_ => Draw(), null, 0, 200);
        await Parallel.ForEachAsync(lines, new ParallelOptions { MaxDegreeOfParallelism = options.Senders }, async (line, cancel) =>
        {
            if (options.SpeedUp > 0 && line.At / options.SpeedUp - watch.Elapsed is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, cancel);
            }

            await Play(line);
            Interlocked.Increment(ref done);
        });

        if (options.Receipts is { } file)
        {
            await File.WriteAllLinesAsync(file, receipts.Select(r => $"{r.Id}\t{r.Receipt}"));
        }
    }

    public void Summary()
    {
        Draw();
        var sorted = milliseconds.Order().ToArray();
        Console.WriteLine();
        Console.WriteLine($"sent {total}, accepted {accepted}, receipts that answer {followed}, retried {retried}, in {watch.Elapsed.TotalSeconds:F1} s");

        if (sorted.Length > 0)
        {
            Console.WriteLine($"answer in ms: median {sorted[sorted.Length / 2]:F1}, 99 in 100 below {sorted[(int)(sorted.Length * 0.99)]:F1}, longest {sorted[^1]:F1}");
        }

        foreach (var (code, count) in refusals.OrderByDescending(r => r.Value))
        {
            Console.WriteLine($"refused {count} times: {code}");
        }
    }

    private async Task Play(Line line)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var started = Stopwatch.GetTimestamp();
            using var response = await Send(line);
            milliseconds.Enqueue(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync());

            if (response.StatusCode == HttpStatusCode.Created)
            {
                Interlocked.Increment(ref accepted);
                await Follow(line.Id, (string)answer!["receipt"]!);
                return;
            }

            if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            {
                refusals.AddOrUpdate($"{(int)response.StatusCode} {answer?["code"]} (line {line.Id})", 1, (_, n) => n + 1);
                return;
            }

            Interlocked.Increment(ref retried);
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
        }

        refusals.AddOrUpdate($"gave up (line {line.Id})", 1, (_, n) => n + 1);
    }

    private Task<HttpResponseMessage> Send(Line line)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/objects/{Uri.EscapeDataString(line.Reference)}/tips") { Content = JsonContent.Create(line.Body) };
        request.Headers.Add("Idempotency-Key", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Salt}\0{line.Id}")))[..32]);
        return client.SendAsync(request);
    }

    private async Task Follow(string id, string receipt)
    {
        receipts.Enqueue((id, receipt));
        using var response = await client.PostAsJsonAsync("/api/v1/receipts/status", new { receipt });
        if (response.IsSuccessStatusCode)
        {
            Interlocked.Increment(ref followed);
        }
        else
        {
            refusals.AddOrUpdate($"receipt {(int)response.StatusCode}", 1, (_, n) => n + 1);
        }
    }

    private void Draw()
    {
        if (!Console.IsOutputRedirected)
        {
            var filled = done * 40 / Math.Max(1, total);
            Console.Write($"\r[{new string('#', filled)}{new string('.', 40 - filled)}] {done}/{total} {watch.Elapsed:mm\\:ss} ");
        }
    }
}
