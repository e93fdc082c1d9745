using Marten;

namespace TipIntake.Triage;

/// <summary>A lead while a batch of tips is placed.</summary>
internal sealed class ChangedLead(LeadRow row, bool isNew, bool inBurst = false)
{
    private readonly List<Guid> tips = [];
    private readonly HashSet<Clue> clues = [];
    private readonly SortedSet<string> learnt = new(StringComparer.Ordinal);
    private readonly HashSet<string> words = new(StringComparer.Ordinal);
    private readonly LeadRow before = row;

    private bool mentionsMore;

    public LeadRow Row { get; private set; } = row;

    public IEnumerable<Clue> Clues => Triage.Clues.Kept(clues);

    /// <summary>What its tips of this batch can be found by.</summary>
    public string[] Words => [.. words];

    /// <summary>How many tips the batch brings it.</summary>
    public int Added => tips.Count;

    public void Add(ArrivedTip tip)
    {
        tips.Add(tip.Id);
        clues.UnionWith(tip.Clues);
        words.UnionWith(tip.Words);
        Row = Row.With(tip);
        if (tip.Facts.Disclosure)
        {
            learnt.Add(Renewal.Danger);
        }
    }

    /// <summary>False for copies during a burst that change nothing but how many they are: neither this lead nor others that say something like it are reckoned again.</summary>
    public bool IsOther => !inBurst || mentionsMore || Row.IsOtherThan(before);

    public void Learnt(ClueKind kind, bool isNewToAll)
    {
        mentionsMore = true;
        if (Renewal.NameOf(kind, isNewToAll) is { } name)
        {
            learnt.Add(name);
        }
    }

    /// <summary>A decided lead is opened again when later tips bring something that nobody had seen when it was decided.</summary>
    public void Append(IDocumentSession session, DateTimeOffset now)
    {
        if (isNew)
        {
            session.Events.StartStream<Lead>(Row.Id, new LeadOpened(Row.Object, Row.Number, [.. tips], Row.OpenedAt));
            return;
        }

        session.Events.Append(Row.Id, new TipsJoined([.. tips]));
        if (before.Features is not { IsFirstHand: true } && Row.Features is { IsFirstHand: true })
        {
            learnt.Add(Renewal.FirstHand);
        }

        var renewal = Renewal.Of(Row, learnt, now);
        if (renewal is not null)
        {
            session.Events.Append(Row.Id, renewal);
        }

        if (Row.Status == LeadStatus.Emptied)
        {
            Row = Row with { Status = LeadStatus.Open };
        }

        Row = Renewal.After(renewal, IsOther ? Row : Row with { Stale = before.Stale });
    }
}
