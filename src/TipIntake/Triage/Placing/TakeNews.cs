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

    private const int MostTips = 2_000;
    private const int MostDeferredTips = 1_000;
    private const int MostNews = 64;

    // Where each brings one tip or two: less often, and more at once.
    private const int MostSmallNews = 1_000;
    private const int BundlesEvery = 4;
    private const int PricedEvery = 4;

    // News of earlier versions do not say whether they are bundled.
    private const string Oldest = $"select data from {DatabaseConnections.Schema}.mt_doc_tipnews where (data ->> 'lane' = 'first') = $1 and coalesce((data ->> 'bundled')::boolean, false) = $2 order by id limit $3";

    // Ids begin with their time. A node whose clock is far ahead makes no flood of what it brings.
    private const string Came = $"select coalesce(sum(jsonb_array_length(data -> 'tips')), 0)::bigint from {DatabaseConnections.Schema}.mt_doc_tipnews where id > $1 and id < $2 and data ->> 'lane' <> 'first'";

    /// <summary>So long the tips of a burst wait for each other.</summary>
    private static readonly TimeSpan Bundle = TimeSpan.FromSeconds(1);

    private int batches;
    private int unpriced;

    /// <summary>False when there was nothing to do, or another node does it.</summary>
    public async Task<bool> Run(CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        var (worked, placed, came) = await TakeOldest(cancel);
        await Task.Delay(FloodRest.After(clock.GetElapsedTime(began), placed, came), clock, cancel);
        return worked;
    }

    // Placed and came: deferred tips of this batch, and those that came in lately.
    private async Task<(bool Worked, int Placed, long Came)> TakeOldest(CancellationToken cancel)
    {
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        if (!await transaction.TakeTurn(Turn, cancel))
        {
            return (false, 0, 0);
        }

        // While tips arrive without a pause there would else be no order in the queue.
        var isPricing = unpriced >= PricedEvery;
        var news = isPricing ? [] : await Read(transaction, cancel);
        if (news.Count == 0)
        {
            unpriced = 0;
            var worked = await price.Run(transaction, cancel) || await MarkStale.Run(transaction, cancel);
            await transaction.Commit(cancel);
            return (worked || isPricing, 0, 0);
        }

        (batches, unpriced) = (batches + 1, unpriced + 1);

        // One kind at a time: who holds rows of leads once in a transaction, and in their order, never waits in a ring with others who do.
        var taken = news.FindAll(one => one.Kind == news[0].Kind);
        await Take(transaction, taken, cancel);
        var came = news[0].Lane == Lane.Deferred ? await CameLately(transaction, cancel) : 0;
        await transaction.Commit(cancel);
        return (true, news[0].Lane == Lane.Deferred ? taken.Sum(one => one.Tips.Length) : 0, came);
    }

    private async Task<long> CameLately(TriageTransaction transaction, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return (await transaction.Read(Came, row => row.GetInt64(0), cancel, Guid.CreateVersion7(now - FloodRest.Looks), Guid.CreateVersion7(now + FloodRest.Looks)))[0];
    }

    private async Task Take(TriageTransaction transaction, List<TipNews> news, CancellationToken cancel)
    {
        Guid[] tips = [.. news.SelectMany(taken => taken.Tips).Distinct()];
        switch (news[0].Kind)
        {
            case TipNewsKind.Withdrawn:
                await EmptyLeads.Run(transaction, tips, cancel);
                break;

            // What is added to a tip may be taken before the tip, which waits for others of its burst; then the tip has its turn first.
            case TipNewsKind.Arrived or TipNewsKind.Added when await place.Run(transaction, tips, cancel) > 0 && news[0].Kind == TipNewsKind.Added:
                return;

            case TipNewsKind.Added:
                await NoteAdditions.Run(transaction, tips, clock.GetUtcNow(), cancel);
                break;
        }

        news.ForEach(taken => transaction.Session.Delete<TipNews>(taken.Id));
    }

    private async Task<List<TipNews>> Read(TriageTransaction transaction, CancellationToken cancel)
    {
        // Now and then a bundle has its turn first: what comes without end elsewhere must not hold up a burst for ever either.
        bool[] order = batches % BundlesEvery == 0 ? [true, false] : [false, true];
        foreach (var lane in (Lane[])[Lane.First, Lane.Deferred])
        {
            foreach (var bundled in order)
            {
                var news = await Read(transaction, lane, bundled, cancel);
                if (news.Count > 0 && (!bundled || IsDue(news)))
                {
                    return news;
                }
            }
        }

        return [];
    }

    // Another node's clock may be ahead: what seems to come from the future is not waited for.
    private bool IsDue(List<TipNews> bundle) =>
        bundle.Sum(news => news.Tips.Length) >= MostOf(bundle[0].Lane) || (clock.GetUtcNow() - bundle[0].At).Duration() >= Bundle;

    private async Task<List<TipNews>> Read(TriageTransaction transaction, Lane lane, bool bundled, CancellationToken cancel)
    {
        await using var command = transaction.Command(Oldest, lane == Lane.First, bundled, bundled || lane == Lane.Deferred ? MostSmallNews : MostNews);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var (news, tips) = (new List<TipNews>(), 0);
        while (tips < MostOf(lane) && await rows.ReadAsync(cancel))
        {
            var one = store.Options.Serializer().FromJson<TipNews>(rows, 0);
            news.Add(one);
            tips += one.Tips.Length;
        }

        return news;
    }

    private static int MostOf(Lane lane) => lane == Lane.Deferred ? MostDeferredTips : MostTips;
}
