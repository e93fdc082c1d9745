using System.Collections.Frozen;

namespace TipIntake.Statistics;

/// <summary>
/// Rows that can be summed: what they are read from, which day each clock says, and how each dimension is read from them. Only texts that stand here become part of a query.
/// <c>@asof</c> stands for the day until which changes are summed.
/// </summary>
/// <param name="From">With the alias f for what holds the object.</param>
/// <param name="Known">The day on which a change became known.</param>
/// <param name="Clocks">The day of each clock that there is.</param>
/// <param name="Columns">By the id of the dimension; periods, category and region are read from the day and the object.</param>
internal sealed record Facts(string From, string Known, FrozenDictionary<Clock, string> Clocks, FrozenDictionary<string, string> Columns)
{
    private const string State = $"join {CountStateTable.QualifiedName} s on s.id = f.state";

    /// <summary>Tips by object, day and lane, whatever became of them: what is asked most, and the smallest table.</summary>
    public static readonly Facts TipArrivals = Of($"{TipArrivalTable.QualifiedName} f", "f.known", [(Clock.Received, "f.day")], [(Dimensions.Lane, "f.lane")]);

    /// <summary>Tips by object, day, lane and what became of them.</summary>
    public static readonly Facts TipTotals = Of(
        $"{TipTotalTable.QualifiedName} f {State}", "f.known", [(Clock.Received, "f.day")],
        [(Dimensions.Lane, "f.lane"), (Dimensions.Decided, "s.decision"), (Dimensions.Kind, "s.kind"), (Dimensions.Withdrawn, "s.withdrawn::text")]);

    /// <summary>Tips with everything that may be asked about them.</summary>
    public static readonly Facts Tips = Of(
        $"{TipCountTable.QualifiedName} c join {CountCellTable.QualifiedName} f on f.id = c.cell join {CountStateTable.QualifiedName} s on s.id = c.state", "c.known", [(Clock.Received, "f.day")],
        [
            (Dimensions.Lane, "f.lane"), (Dimensions.Decided, "s.decision"), (Dimensions.Kind, "s.kind"), (Dimensions.Withdrawn, "s.withdrawn::text"), (Dimensions.Country, "f.country"),
            (Dimensions.Language, "f.language"), (Dimensions.Basis, "f.basis"), (Dimensions.Campaign, "f.campaign"), (Dimensions.Form, "f.form::text"),
        ]);

    public static readonly Facts Leads = Of(
        $"{LeadCountTable.QualifiedName} f", "f.known", [(Clock.Received, "f.opened"), (Clock.Assessed, "f.assessed"), (Clock.Decided, "f.decided")],
        [(Dimensions.Decided, "f.decision"), (Dimensions.Kind, "f.kind"), (Dimensions.FirstHand, "f.first_hand::text")]);

    /// <summary>Second looks stand under the day of the second look.</summary>
    public static readonly Facts SecondLooks = Leads with { Clocks = new Dictionary<Clock, string> { [Clock.Assessed] = "f.reviewed" }.ToFrozenDictionary() };

    public static readonly Facts Hypotheses = Of(
        $"{HypothesisCountTable.QualifiedName} f", "f.known", [(Clock.Assessed, "f.opened"), (Clock.Decided, "f.outcome_on")], [(Dimensions.Kind, "f.kind"), (Dimensions.Outcome, "f.outcome")]);

    public static readonly Facts Links = Of($"{LinkCountTable.QualifiedName} f", "f.known", [], []);

    public static readonly Facts FirstDecisions = Of($"{FirstDecisionTable.QualifiedName} f", "f.known", [(Clock.Assessed, "(f.assessed at time zone @zone)::date")], []);

    /// <summary>What anything can be told apart by, for every sort of row has an object.</summary>
    private static readonly Dimension[] OfObject = [Dimensions.Object, Dimensions.Category, Dimensions.Region];

    public bool Has(Dimension dimension) => dimension.IsTime ? Clocks.Count > 0 : Columns.ContainsKey(dimension.Id) || OfObject.Contains(dimension);

    private static Facts Of(string from, string known, (Clock Clock, string Day)[] clocks, (Dimension Dimension, string Column)[] columns) => new(
        from, known, clocks.ToFrozenDictionary(pair => pair.Clock, pair => pair.Day), columns.ToFrozenDictionary(pair => pair.Dimension.Id, pair => pair.Column, StringComparer.Ordinal));
}
