using Marten;
using TipIntake.Security.RateLimits;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>
/// Takes the oldest news, first lane before deferred, and does what follows from it in one transaction with taking it. The lock ends with the transaction,
/// whatever becomes of the process; so each tip gets exactly one place, with any number of nodes.
/// </summary>
internal sealed class TakeNews(IDocumentStore store, DatabaseConnections connections, PlaceTips place, PriceLeads price, TimeProvider clock)
{
    private const long Turn = 0x50_4C_41_43_45;

    private const int MostTips = 1_000;
    private const int MostNews = 64;
    private const int PricedEvery = 3;

    private const string Oldest = $"select data from {DatabaseConnections.Schema}.mt_doc_tipnews where (data ->> 'lane' = 'first') = $1 order by id limit $2";

    private int batches;

    /// <summary>False when there was nothing to do, or another node does it.</summary>
    public async Task<bool> Run(CancellationToken cancel)
    {
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        if (!await transaction.TakeTurn(Turn, cancel))
        {
            return false;
        }

        var news = await Read(transaction, cancel);
        if (news.Count == 0)
        {
            var worked = await price.Run(transaction, cancel) || await MarkStale.Run(transaction, cancel);
            await transaction.Commit(cancel);
            return worked;
        }

        await place.Run(transaction, OfKind(news, TipNewsKind.Arrived), cancel);
        await EmptyLeads.Run(transaction, OfKind(news, TipNewsKind.Withdrawn), cancel);
        await NoteAdditions.Run(transaction, OfKind(news, TipNewsKind.Added), clock.GetUtcNow(), cancel);
        if (++batches % PricedEvery == 0)
        {
            // While tips arrive without a pause there would else be no order in the queue.
            await price.Run(transaction, cancel);
        }

        news.ForEach(taken => transaction.Session.Delete<TipNews>(taken.Id));
        await transaction.Commit(cancel);
        return true;
    }

    private static Guid[] OfKind(List<TipNews> news, TipNewsKind kind) => [.. news.Where(taken => taken.Kind == kind).SelectMany(taken => taken.Tips).Distinct()];

    private async Task<List<TipNews>> Read(TriageTransaction transaction, CancellationToken cancel)
    {
        var found = await Read(transaction, Lane.First, cancel);
        return found.Count > 0 ? found : await Read(transaction, Lane.Deferred, cancel);
    }

    private async Task<List<TipNews>> Read(TriageTransaction transaction, Lane lane, CancellationToken cancel)
    {
        await using var command = transaction.Command(Oldest, lane == Lane.First, MostNews);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var (news, tips) = (new List<TipNews>(), 0);
        while (tips < MostTips && await rows.ReadAsync(cancel))
        {
            var one = store.Options.Serializer().FromJson<TipNews>(rows, 0);
            news.Add(one);
            tips += one.Tips.Length;
        }

        return news;
    }
}
