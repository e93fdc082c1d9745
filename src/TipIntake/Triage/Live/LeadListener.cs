using System.Threading.Channels;

namespace TipIntake.Triage;

/// <summary>What has changed for one open page. Numbers only.</summary>
/// <param name="Opened">Leads that came, or came back.</param>
/// <param name="Decided">Leads that were decided.</param>
/// <param name="Joined">Tips' arrivals in leads that were there.</param>
/// <param name="Holder">Who has the lead of the page now: you, colleague or nobody; null: no change.</param>
internal sealed record LeadChange(int Opened = 0, int Decided = 0, int Joined = 0, string? Holder = null)
{
    public static LeadChange operator +(LeadChange one, LeadChange other) => new(one.Opened + other.Opened, one.Decided + other.Decided, one.Joined + other.Joined, other.Holder ?? one.Holder);

    public bool IsNothing => this is { Opened: 0, Decided: 0, Joined: 0, Holder: null };
}

/// <summary>What an open page shows: a lead, an object's leads, or all within a scope.</summary>
/// <param name="Shown">Who has the lead as the page says: you, colleague or nobody.</param>
/// <param name="Since">The last event that the page may have seen.</param>
internal sealed record OpenPage(Guid Member, string? Lead, string? Object, string? Shown, string[]? Scope, long Since);

/// <summary>One page that is open at somebody's.</summary>
internal sealed class LeadListener(OpenPage page, Action<LeadListener> leave) : IDisposable
{
    private const int MostWaiting = 16;

    private readonly Channel<LeadChange> changes = Channel.CreateBounded<LeadChange>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
    private string holder = page.Shown ?? "nobody";

    public Guid Member => page.Member;

    public string? Lead => page.Lead;

    public void Tell(IReadOnlyCollection<LeadHappening> happened)
    {
        var change = happened.Where(Concerns).Select(one => one.Change).Aggregate(new LeadChange(), (sum, one) => sum + one);
        if (!change.IsNothing)
        {
            changes.Writer.TryWrite(change);
        }
    }

    public void TellHolder(Guid? now)
    {
        var said = now is null ? "nobody" : now == page.Member ? "you" : "colleague";
        if (said != holder)
        {
            holder = said;
            changes.Writer.TryWrite(new LeadChange(Holder: said));
        }
    }

    /// <summary>Null when nothing came for so long, or nobody listens any more.</summary>
    public async Task<LeadChange?> Next(TimeSpan longest, TimeProvider clock, CancellationToken cancel)
    {
        using var pause = new CancellationTokenSource(longest, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, cancel);
        try
        {
            return await changes.Reader.ReadAsync(both.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public void Dispose() => leave(this);

    // Outside the scope nothing ever happens.
    private bool Concerns(LeadHappening happening) => happening.Number > page.Since && (page.Lead is not null ? happening.Lead == page.Lead
        : (page.Object is null || happening.Object == page.Object) && (page.Scope is null || page.Scope.Contains(happening.Object, StringComparer.Ordinal)));
}

/// <summary>Something that happened to a lead.</summary>
internal sealed record LeadHappening(long Number, string Lead, LeadChange Change)
{
    public string Object { get; } = Lead[..Math.Max(0, Lead.LastIndexOf('.'))];
}
