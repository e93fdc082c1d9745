using System.Text.Json;
using Marten;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>Points against outcome, as it stood at one moment: for a person who thinks about other weights. Nothing changes by itself.</summary>
internal sealed record PointsAgainstOutcome(string Id, DateTimeOffset AsOf, int Leads, int Useful, PointOutcome[] Points)
{
    public const string Only = "points-against-outcome";
}

/// <summary>
/// Once a day: what the points of leads say about what came of them. Useful are those that were decided so, or whose hypothesis came to something; what nobody
/// has decided says nothing, and what may be about somebody in danger is no question of usefulness.
/// </summary>
internal sealed class CompareOutcomes(IDocumentStore store, DatabaseConnections connections, TimeProvider clock)
{
    private const long Turn = 0x4F_55_54_43;

    private const string Decided = $"""
        select points, decision = 'Useful' or hypothesis = any($1) from {LeadTable.QualifiedName}
        where (status = 'Decided' and decision <> 'Safeguarding') or hypothesis = any($1) or hypothesis = any($2)
        """;

    /// <summary>False when today's table stands already, or another node makes it.</summary>
    public async Task<bool> Run(CancellationToken cancel)
    {
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        if (!await transaction.TakeTurn(Turn, cancel))
        {
            return false;
        }

        var now = clock.GetUtcNow();
        if (await transaction.Session.LoadAsync<PointsAgainstOutcome>(PointsAgainstOutcome.Only, cancel) is { } last && last.AsOf.UtcDateTime.Date >= now.UtcDateTime.Date)
        {
            return false;
        }

        var tally = await Count(transaction, cancel);
        transaction.Session.Store(new PointsAgainstOutcome(PointsAgainstOutcome.Only, now, tally.Leads, tally.Useful, tally.Rows()));
        await transaction.Commit(cancel);
        return true;
    }

    private static async Task<OutcomeTally> Count(TriageTransaction transaction, CancellationToken cancel)
    {
        var settled = await transaction.Session.Query<Hypothesis>().Where(hypothesis => hypothesis.Outcome != HypothesisOutcome.Open).ToListAsync(cancel);
        var useful = settled.ToLookup(hypothesis => IsUseful(hypothesis.Outcome), hypothesis => hypothesis.Id);
        var tally = new OutcomeTally();
        await using var command = transaction.Command(Decided, useful[true].ToArray(), useful[false].ToArray());
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var points = JsonSerializer.Deserialize<Point[]>(rows.GetString(0), JsonSerializerOptions.Web)!;
            tally.Add(points.Select(point => point.Code), !rows.IsDBNull(1) && rows.GetBoolean(1));
        }

        return tally;
    }

    private static bool IsUseful(HypothesisOutcome outcome) => outcome is HypothesisOutcome.Identified or HypothesisOutcome.Narrowed or HypothesisOutcome.PassedOn or HypothesisOutcome.LedToAction;
}
