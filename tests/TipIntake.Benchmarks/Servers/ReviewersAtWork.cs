using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace TipIntake.Benchmarks.Servers;

/// <summary>
/// A room of reviewers who open twenty pages a second between them: the queue, an object's queue, a lead. A hundred of them: what one person was shown is counted with each reading,
/// and nobody opens twenty pages a second for an hour.
/// </summary>
internal sealed partial class ReviewersAtWork : IAsyncDisposable
{
    private const int People = 100;
    private const int AtOnce = 4;

    // In Development there are so many reviewers to sign in as: DevelopmentPerson.
    private const int FirstOfRoom = 4;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private static readonly string[] Kinds = ["queue", "object's queue", "lead"];

    private readonly ConcurrentBag<(string Kind, double Took)> pages = [];
    private readonly Uri door;
    private readonly IReadOnlyList<string> references;
    private readonly Task[] desks;
    private int errors;
    private volatile bool stopping;

    public ReviewersAtWork(ChildServer staff, IReadOnlyList<string> references)
    {
        door = new Uri($"http://127.0.0.1:{staff.Port}");
        this.references = references;
        desks = [.. Enumerable.Range(0, AtOnce).Select(n => Task.Run(() => WorkAsync(n)))];
    }

    public int Errors => Volatile.Read(ref errors);

    public int Pages => pages.Count;

    /// <summary>In milliseconds.</summary>
    public double P99 => At(0.99, pages.Select(page => page.Took));

    /// <summary>Per kind of page: the middle and the slowest hundredth, in milliseconds.</summary>
    public string ByKind => string.Join(", ", pages.GroupBy(page => page.Kind, page => page.Took, StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal)
        .Select(kind => FormattableString.Invariant($"{kind.Key} {At(0.5, kind):0}/{At(0.99, kind):0}")));

    public void Forget()
    {
        pages.Clear();
        errors = 0;
    }

    public async ValueTask DisposeAsync()
    {
        stopping = true;
        await Task.WhenAll(desks);
    }

    private async Task WorkAsync(int n)
    {
        var shift = new List<ReviewerAtWork>();
        foreach (var number in Enumerable.Range(FirstOfRoom + n * People / AtOnce, People / AtOnce))
        {
            shift.Add(await ReviewerAtWork.SignInAsync(door, $"reviewer-{number}"));
        }

        var lead = "/triage";

        for (var round = n; !stopping; round++)
        {
            var path = (round % 3) switch { 0 => "/triage", 1 => $"/triage?object={references[round % references.Count]}", _ => lead };
            var next = Task.Delay(Pace);

            try
            {
                var (page, took) = await shift[round % shift.Count].OpenAsync(path);
                pages.Add((Kinds[round % Kinds.Length], took.TotalMilliseconds));
                lead = LeadLink().Match(page) is { Success: true } link ? link.Value : lead;
            }
            catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException or OperationCanceledException)
            {
                Interlocked.Increment(ref errors);
            }

            await next;
        }

        shift.ForEach(reviewer => reviewer.Dispose());
    }

    private static double At(double share, IEnumerable<double> times)
    {
        var sorted = times.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[(int)(sorted.Count * share)];
    }

    [GeneratedRegex("/triage/leads/OBJ-[0-9]+-[0-9]+\\.[0-9]+")]
    private static partial Regex LeadLink();
}
