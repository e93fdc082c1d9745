using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace TipIntake.Benchmarks.Servers;

/// <summary>
/// People who send one tip each while others flood the service: ten a second, each at their own address, or one in six seconds behind one. Who is refused does what the page does for
/// them: their device works, and then they send again with the same key.
/// </summary>
internal sealed class HonestSenders : IAsyncDisposable
{
    private const int MostTries = 12;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PaceBehindOne = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(5);

    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly ConcurrentBag<HonestTip> tips = [];
    private readonly CancellationTokenSource ending = new();
    private readonly Uri server;
    private readonly IReadOnlyList<string> references;
    private readonly string? sharedAddress;
    private readonly Task arriving;

    /// <param name="sharedAddress">The address that all of them have; null: each has their own.</param>
    public HonestSenders(ChildServer server, IReadOnlyList<string> references, string? sharedAddress)
    {
        this.server = new Uri($"http://127.0.0.1:{server.Port}");
        this.references = references;
        this.sharedAddress = sharedAddress;
        arriving = Task.Run(Arrive);
    }

    /// <summary>Those who have learnt what became of their tip.</summary>
    public IReadOnlyCollection<HonestTip> Tips => tips;

    public int Stored => tips.Count(tip => tip.Stored);

    /// <summary>Nobody new comes; who is waiting for another try is let go.</summary>
    public async Task StopAsync()
    {
        await ending.CancelAsync();
        await arriving;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        http.Dispose();
        ending.Dispose();
    }

    private async Task Arrive()
    {
        var under = new List<Task>();

        for (var n = 0; !ending.IsCancellationRequested; n++)
        {
            under.Add(SendAsync(n));
            await Task.Delay(sharedAddress is null ? Pace : PaceBehindOne);
        }

        await Task.WhenAll(under);
    }

    private async Task SendAsync(int n)
    {
        var address = sharedAddress ?? $"186.{n / 65_536 % 200}.{n / 256 % 256}.{n % 256}";
        var key = $"honest-{Guid.NewGuid():N}";
        var watch = Stopwatch.StartNew();

        string? proof = null;

        for (var tries = 1; tries <= MostTries; tries++)
        {
            var sent = Stopwatch.StartNew();
            var status = await TryAsync(n, address, key, proof);
            if (status == HttpStatusCode.Created)
            {
                tips.Add(new HonestTip(tries, watch.Elapsed, sent.Elapsed, Stored: true));
                return;
            }

            try
            {
                proof = status == HttpStatusCode.TooManyRequests ? await WorkAsync(n) : proof;
                await Task.Delay(BetweenTries, ending.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }

        tips.Add(new HonestTip(MostTries, watch.Elapsed, TimeSpan.Zero, Stored: false));
    }

    private async Task<string?> WorkAsync(int n)
    {
        try
        {
            var challenge = await http.GetFromJsonAsync<WorkAsked>(new Uri(server, $"/api/v1/objects/{references[n % references.Count]}/challenge?refused=true"));
            return Work.Do(challenge!.Challenge, challenge.Parts, challenge.Bits);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private async Task<HttpStatusCode> TryAsync(int n, string address, string key, string? proof)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, $"/api/v1/objects/{references[n % references.Count]}/tips"))
            {
                Content = JsonContent.Create(new { text = $"My grandmother had one of these in her kitchen ({key}).", basis = "owns-it" }),
            };
            request.Headers.Add("Idempotency-Key", key);
            request.Headers.Add("X-Forwarded-For", address);
            if (proof is not null)
            {
                request.Headers.Add("Proof", proof);
            }

            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return default;
        }
    }
}

internal sealed record WorkAsked(string Challenge, int Parts, int Bits);

/// <param name="After">From the first try to the receipt.</param>
/// <param name="Took">The try that got it.</param>
internal sealed record HonestTip(int Tries, TimeSpan After, TimeSpan Took, bool Stored);
