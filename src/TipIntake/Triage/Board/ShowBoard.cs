using Marten;
using Npgsql;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>A reviewer looks at all that an object's tips have brought. The reasons are made of senders' words, so the entry in the trail is committed before one of them is given out.</summary>
internal sealed class ShowBoard(IDocumentSession session, AuditTrail audit, ListHypotheses hypotheses, ShowTracedObject objects, DatabaseConnections connections, TimeProvider clock)
{
    /// <summary>Suggestions beyond it come up when those before are dealt with.</summary>
    private const int MostSuggestions = 20;

    public async Task<Outcome<BoardView>> Run(Person person, string reference, CancellationToken cancel)
    {
        if (await objects.Run(person, reference, cancel) is not { PublishedAt: not null } about)
        {
            return Refusals.ObjectUnknown;
        }

        audit.Record(session, new AuditEntry(person.Actor, AuditActs.BoardRead, $"object:{reference}"));
        await session.SaveChangesAsync(cancel);
        var list = await hypotheses.Run(person, reference, cancel);
        if (list.IsRefused)
        {
            return list.Refusal;
        }

        await using var connection = await connections.Application.OpenConnectionAsync(cancel);
        return new BoardView(
            about,
            await ReadSpellings.Of(session, connection, reference, await Answers(connection, reference, Shown(list.Value.Hypotheses), cancel), cancel),
            await BoardRows.ReadUnplaced(connection, reference, cancel),
            await BoardRows.ReadArrivals(connection, reference, cancel),
            await BoardRows.ReadRegions(connection, reference, cancel),
            await BoardRows.ReadRulings(connection, reference, cancel),
            await BoardRows.ReadClaims(connection, reference, clock.GetUtcNow(), cancel));
    }

    private static HypothesisView[] Shown(HypothesisView[] all) => [.. all.Where(view => view.Id is not null), .. all.Where(view => view.Id is null).Take(MostSuggestions)];

    private static async Task<BoardAnswer[]> Answers(NpgsqlConnection connection, string reference, HypothesisView[] views, CancellationToken cancel)
    {
        var rows = (await BoardRows.ReadLeads(connection, [.. views.SelectMany(view => Put(view).Concat(Offered(view)))], cancel)).ToDictionary(row => row.Id, StringComparer.Ordinal);
        var answers = new List<BoardAnswer>();
        foreach (var view in views)
        {
            var reasons = await BoardRows.ReadReasons(connection, reference, view, cancel);
            answers.Add(new BoardAnswer(view, reasons, Of(Put(view)), Of(Offered(view))));
        }

        return [.. answers];

        LeadRow[] Of(IEnumerable<string> ids) => [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    private static IEnumerable<string> Put(HypothesisView view) => view.Leads.Take(Math.Min(view.Leads.Length - view.Suggested.Length, BoardAnswer.MostShown));

    private static IEnumerable<string> Offered(HypothesisView view) => view.Suggested.Take(BoardAnswer.MostShown);
}
