using TipIntake.Catalogue;

namespace TipIntake.Triage;

/// <summary>All that is known about one object, at a glance.</summary>
/// <param name="Unplaced">The leads that are worth most and give none of the answers yet.</param>
/// <param name="RuledOut">What was decided about single leads that it cannot be right, or fits everywhere.</param>
internal sealed record BoardView(
    TracedObject About, BoardAnswer[] Answers, LeadRow[] Unplaced, BoardArrival[] Arrivals, BoardRegion[] Regions, BoardRuling[] RuledOut, BoardClaim[] Claims)
{
    public IEnumerable<BoardAnswer> Confirmed => Answers.Where(answer => answer.View.Id is not null);

    public IEnumerable<BoardAnswer> Suggested => Answers.Where(answer => answer.View.Id is null);
}

/// <param name="Reasons">Why the machine put leads together, with the number of these leads that say so.</param>
/// <param name="Put">The first of the leads that a person put under it.</param>
/// <param name="Offered">The first of those that are only suggested.</param>
internal sealed record BoardAnswer(HypothesisView View, BoardReason[] Reasons, LeadRow[] Put, LeadRow[] Offered)
{
    public const int MostShown = 12;

    public int PutInAll => View.Leads.Length - View.Suggested.Length;

    /// <summary>Nothing is under it and nothing came of it: somebody took it back.</summary>
    public bool IsEmpty => View is { Id: not null, Leads.Length: 0, InReview: 0, Outcome: HypothesisOutcome.Open };
}

/// <param name="Written">A name as one of them wrote it; null: only the key by which names are compared is known.</param>
internal sealed record BoardReason(Clue Clue, int Leads, string? Written = null);

/// <param name="First">Of them in the first lane.</param>
internal sealed record BoardArrival(DateOnly Day, int Tips, int First)
{
    public int Deferred => Tips - First;
}

internal sealed record BoardRegion(string Country, int Tips, int Wordings, int FirstHand);

/// <param name="Hypothesis">The answer that these leads give; null: none.</param>
internal sealed record BoardRuling(Decision Decision, string Reason, int Leads, int Tips, string? Hypothesis);

internal sealed record BoardClaim(string Lead, Guid Member);
