using System.Globalization;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;
using How = TipIntake.Tips.Basis;

namespace TipIntake.Triage;

/// <summary>What priority needs to know of a lead, built tip by tip. Privacy: numbers and hashes, no words.</summary>
internal sealed record LeadFeatures
{
    public int Tips { get; init; }

    public Distinct Wordings { get; init; } = Distinct.None;

    public Distinct Links { get; init; } = Distinct.None;

    public Distinct Countries { get; init; } = Distinct.None;

    public Distinct Days { get; init; } = Distinct.None;

    /// <summary>The best basis that a sender ticked.</summary>
    public How? Basis { get; init; }

    /// <summary>Whether every tip waits in the deferred lane.</summary>
    public bool Deferred { get; init; } = true;

    /// <summary>A sender said that it is about abuse or a child in danger.</summary>
    public bool Disclosure { get; init; }

    public bool HasContact { get; init; }

    public bool HasCountry { get; init; }

    public bool HasPlace { get; init; }

    public bool HasPeriod { get; init; }

    public bool HasLink { get; init; }

    public TipSigns? Signs { get; init; }

    /// <summary>By what was ticked, or by how it is told.</summary>
    public bool IsFirstHand => Basis?.IsFirstHand() == true
        || (Basis is null && Signs is { FirstPerson: > 0 } signs && signs.Owned + signs.Worked + signs.Lived > 0);

    /// <summary>Without how many said it, when, and in how many spellings.</summary>
    public LeadFeatures Said() => this with { Tips = 0, Wordings = Distinct.None, Days = Distinct.None };

    public static LeadFeatures Add(LeadFeatures? before, TipFacts facts, IReadOnlyList<Clue> clues) => Add(before, facts, clues, TipSigns.Of(facts, clues));

    /// <param name="signs">Of these facts and clues; the most work of it, which needs no order and so can be done beforehand.</param>
    public static LeadFeatures Add(LeadFeatures? before, TipFacts facts, IReadOnlyList<Clue> clues, TipSigns signs)
    {
        var lead = before ?? new LeadFeatures();
        return lead with
        {
            Tips = lead.Tips + 1,
            Wordings = lead.Wordings.With(PlainText.Of(facts.Text)),
            Links = NormalLink.AllOf(facts).Aggregate(lead.Links, (links, link) => links.With(link)),
            Countries = clues.Where(clue => clue.Kind == ClueKind.Country).Aggregate(lead.Countries, (all, clue) => all.With(clue.Value)),
            Days = lead.Days.With(facts.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Basis = Better(lead.Basis, facts.Basis),
            Deferred = lead.Deferred && facts.Lane == Lane.Deferred,
            Disclosure = lead.Disclosure || facts.Disclosure,
            HasContact = lead.HasContact || facts.HasContact,
            HasCountry = lead.HasCountry || facts.Country is not null,
            HasPlace = lead.HasPlace || facts.Place is not null,
            HasPeriod = lead.HasPeriod || facts.Period is not null,
            HasLink = lead.HasLink || facts.Link is not null,
            Signs = lead.Signs?.With(signs) ?? signs,
        };
    }

    private static How? Better(How? a, How? b) => (a, b) switch
    {
        (null, _) => b,
        (_, null) => a,
        _ => RankOf(a.Value) >= RankOf(b.Value) ? a : b,
    };

    private static int RankOf(How basis) => basis switch
    {
        How.SoldOrMadeIt => 5,
        How.LivedOrWorkedThere => 4,
        How.OwnsIt => 3,
        How.SeenInPerson => 2,
        How.FoundOnline => 1,
        _ => 0,
    };
}
