namespace TipIntake.Statistics;

/// <summary>All measures. What stands here is what the interface takes, the files carry and the page explains. A measure never changes its meaning: what is counted otherwise gets another id.</summary>
internal static class Measures
{
    private const string Tips = "tips";
    private const string Leads = "leads";
    private const string Hypotheses = "hypotheses";
    private const string Shares = "share";

    private const string IsDecided = "f.decision <> ''";
    private const string IsUseful = "f.decision = 'Useful'";

    /// <summary>The version of this list; it goes up when something is added.</summary>
    public const int Version = 1;

    public static readonly Measure TipsAccepted = new(
        "tips_accepted", "Tips accepted", Tips, Clock.Received, "Tips that were stored, from either lane, whatever they say. Repeated sendings of one tip with one key are one tip; withdrawn and erased tips stay counted.",
        Facts.Tips, Tips);

    public static readonly Measure LeadsFound = new(
        "leads", "Distinct wordings (leads)", Leads, Clock.Received,
        "Groups of tips on one object that say the same in nearly the same words or with the same link. Grouped by the machine, put right by reviewers; a group that was put together with another is not counted.", Facts.Leads, Leads);

    public static readonly Measure DistinctLinks = new(
        "links", "Distinct links", "links", Clock.Stock, "Different web addresses that tips on the object name, as of the day asked for. Links of withdrawn tips are not counted: they are gone. Of a lead with more than 500 tips from which some were taken, the links of the oldest 500 stay.", Facts.Links, "links");

    public static readonly Measure UsefulShare = new(
        "useful_share", "Useful share of decided leads", Shares, Clock.Decided, "Leads whose decision is 'useful', of all leads with a decision that holds. With the 95 % interval of Wilson, as if decided leads were drawn from all that might come. Whatever is called useful is looked at by a second person first, and is not decided until then: the share of the last days is lower than it will be.",
        Facts.Leads, Leads)
    {
        Only = IsDecided,
        Above = IsUseful,
        Interval = Interval.Wilson,
        Picks = Dimensions.Decided,
    };

    public static readonly Measure[] All =
    [
        TipsAccepted,
        new("tips_first_lane", "Tips in the first lane", Tips, Clock.Received, "Tips that went into the first queue on arrival.", Facts.Tips, Tips) { Only = "f.lane = 'first'", Picks = Dimensions.Lane },
        new("tips_deferred", "Tips deferred", Tips, Clock.Received, "Tips that came in a flood, and wait in the second queue. They are kept and counted like any other.", Facts.Tips, Tips) { Only = "f.lane = 'deferred'", Picks = Dimensions.Lane },
        new("tips_genuine", "Tips without spam, abuse and safeguarding", Tips, Clock.Received, "Tips accepted, without those in leads that are decided to be spam, abusive, or a matter of safeguarding rather than an answer. Undecided tips are in it; withdrawn ones are not, for of those nobody can tell any more.", Facts.Tips, Tips)
        {
            Only = "s.decision not in ('Spam', 'Abusive', 'Safeguarding') and not s.withdrawn",
        },
        new("tips_first_hand", "First-hand tips", Tips, Clock.Received, "Tips whose sender says that they own or owned, sold or made the object, lived or worked there, or saw it themselves. As they say; nobody has checked it.", Facts.Tips, Tips)
        {
            Only = "f.basis in ('owns-it', 'sold-or-made-it', 'lived-or-worked-there', 'seen-in-person')",
            Picks = Dimensions.Basis,
        },
        new("tips_assessed", "Tips assessed", Tips, Clock.Received, "Tips in leads with a decision that holds. Told by 'decision' they show what was decided.", Facts.Tips, Tips) { Only = "s.decision <> ''" },
        new("tips_useful", "Useful tips", Tips, Clock.Received, "Tips in leads that are decided to be useful. A thousand copies of one useful tip are a thousand; see 'leads_useful'.", Facts.Tips, Tips) { Only = "s.decision = 'Useful'", Picks = Dimensions.Decided },
        new("tips_withdrawn", "Tips withdrawn", Tips, Clock.Received, "Tips that their senders took back, or that were erased. They are in 'tips_accepted' as well.", Facts.Tips, Tips) { Only = "s.withdrawn", Picks = Dimensions.Withdrawn },
        LeadsFound,
        new("leads_first_hand", "First-hand leads", Leads, Clock.Received, "Leads with at least one first-hand tip.", Facts.Leads, Leads) { Only = "f.first_hand", Picks = Dimensions.FirstHand },
        new("leads_assessed", "Leads assessed", Leads, Clock.Assessed, "Leads that somebody decided, by the day of the first decision; also where it was taken back later.", Facts.Leads, Leads),
        new("leads_decided", "Leads decided", Leads, Clock.Decided, "Leads with a decision that holds, by the day since which it does. Told by 'decision' they show what was decided.", Facts.Leads, Leads) { Only = IsDecided },
        new("leads_useful", "Useful leads", Leads, Clock.Decided, "Leads that are decided to be useful, by the day since which they are.", Facts.Leads, Leads) { Only = IsUseful, Picks = Dimensions.Decided },
        new("leads_second_reviewed", "Leads seen by a second reviewer", Leads, Clock.Assessed, "Leads that a second person decided without knowing the first decision, by the day of their look.", Facts.SecondLooks, Leads),
        new("hypotheses", "Hypotheses", Hypotheses, Clock.Assessed, "Answers that reviewers named, by the day on which they did. One that was merged into another is not counted.", Facts.Hypotheses, Hypotheses),
        new("hypotheses_with_outcome", "Hypotheses with an outcome", Hypotheses, Clock.Decided, "Hypotheses that came to something, by the day of the outcome. Told by 'outcome' they show to what.", Facts.Hypotheses, Hypotheses)
        {
            Only = "f.outcome <> 'Open'",
        },
        DistinctLinks,
        new("hours_to_first_decision_median", "Hours to first decision (median)", "hours", Clock.Assessed, "How long leads waited for their first decision: half of them longer. Only those that were decided; leads still waiting are in no period.", Facts.FirstDecisions, Hours)
        {
            Quantile = 0.5,
        },
        new("hours_to_first_decision_p90", "Hours to first decision (90th percentile)", "hours", Clock.Assessed, "How long leads waited for their first decision: one in ten of them longer.", Facts.FirstDecisions, Hours) { Quantile = 0.9 },
        UsefulShare,
        new("identified_share", "Identified share of hypotheses", Shares, Clock.Decided, "Hypotheses whose outcome is 'identified', of all with an outcome. With the 95 % interval of Wilson.", Facts.Hypotheses, Hypotheses)
        {
            Only = "f.outcome <> 'Open'",
            Above = "f.outcome = 'Identified'",
            Interval = Interval.Wilson,
            Picks = Dimensions.Outcome,
        },
        new("useful_rate", "Useful leads per 30 days", "leads per 30 days", Clock.Decided,
            "Useful leads, divided by the days of the period on which tips could come (since the object was published or the first tip came, until the day asked for) and times 30. With the 95 % interval of a Poisson rate, exact below ten leads and Byar's from ten. Leads come in waves, so the truth is less sure than that.",
            Facts.Leads, Leads)
        {
            Only = IsUseful,
            Interval = Interval.Poisson,
            Picks = Dimensions.Decided,
        },
    ];

    private const string Hours = "extract(epoch from f.assessed - f.opened) / 3600";

    public static Measure? Find(string id) => Array.Find(All, measure => measure.Id == id);
}
