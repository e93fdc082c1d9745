using System.Globalization;

namespace TipIntake.Triage;

/// <summary>One answer to the object's question, which leads support; folded from events. People make it, the machine only suggests.</summary>
/// <param name="Id">The object's reference and a number: <c>OBJ-2026-0007.H3</c>.</param>
internal sealed record Hypothesis(string Id, string Object, int Number)
{
    public HypothesisKind Kind { get; init; }

    public string[] Leads { get; init; } = [];

    public HypothesisOutcome Outcome { get; init; } = HypothesisOutcome.Open;

    public DateOnly? OutcomeOn { get; init; }

    public string? MergedInto { get; init; }

    /// <summary>What the merge took over, for the way back.</summary>
    public string[] MergedLeads { get; init; } = [];

    public DateTimeOffset OpenedAt { get; init; }

    public static string IdOf(string reference, int number) => string.Create(CultureInfo.InvariantCulture, $"{reference}.H{number}");

    public static Hypothesis Create(HypothesisOpened e) => new(IdOf(e.Object, e.Number), e.Object, e.Number) { Kind = e.Kind, OpenedAt = e.At };

    public Hypothesis Apply(HypothesisDescribed e) => this with { Kind = e.Kind };

    public Hypothesis Apply(LeadsPutUnder e) => this with { Leads = [.. Leads.Union(e.Leads, StringComparer.Ordinal)] };

    public Hypothesis Apply(LeadsTakenOut e) => this with { Leads = [.. Leads.Except(e.Leads, StringComparer.Ordinal)] };

    public Hypothesis Apply(HypothesisMerged e) => this with { MergedInto = e.Into, Leads = [], MergedLeads = e.Leads };

    public Hypothesis Apply(MergeUndone e) => this with { MergedInto = null, MergedLeads = [] };

    public Hypothesis Apply(OutcomeSet e) => this with { Outcome = e.Outcome, OutcomeOn = e.On };
}

/// <summary>What a hypothesis is called, in a reviewer's words. Kept apart from the events, which last for ever.</summary>
internal sealed record HypothesisTitle(string Id, string Title);
