using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace TipIntake.Faults.Harness;

/// <summary>Asks one health address again and again, each time on a new connection as a load balancer may, and remembers every answer.</summary>
internal sealed class HealthWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = LongestAnswer };
    private readonly ConcurrentQueue<HealthLook> looks = new();
    private readonly CancellationTokenSource ending = new();
    private readonly Task watching;

    public HealthWatch(Uri address) => watching = Watch(address);

    public IReadOnlyList<HealthLook> Looks => [.. looks];

    /// <summary>How long it took until a look that began after now got this answer.</summary>
    public Task<TimeSpan> Sees(HttpStatusCode status, TimeSpan within) => Sees(look => look.Status == status, within, $"health answers {status}");

    public Task<TimeSpan> SeesNoLongerOk(TimeSpan within) => Sees(look => look.Status != HttpStatusCode.OK, within, "health is off");

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await watching;
        ending.Dispose();
        http.Dispose();
    }

    private Task<TimeSpan> Sees(Func<HealthLook, bool> what, TimeSpan within, string name)
    {
        var since = Stopwatch.GetTimestamp();
        return Until.True(() => looks.Any(look => look.AskedAt >= since && what(look)), within, name);
    }

    private async Task Watch(Uri address)
    {
        while (!ending.IsCancellationRequested)
        {
            var asked = Stopwatch.GetTimestamp();
            looks.Enqueue(new HealthLook(asked, await Look(address)));
            await Task.Delay(Pace);
        }
    }

    private async Task<HttpStatusCode?> Look(Uri address)
    {
        try
        {
            using var response = await http.GetAsync(address);
            return response.StatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }
}

/// <param name="Status">Null where no answer came.</param>
internal sealed record HealthLook(long AskedAt, HttpStatusCode? Status);
