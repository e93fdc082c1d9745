using Marten;
using Npgsql;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <param name="Same">How many tips of the lead say the same as each one that is shown, itself among them; of those that were compared.</param>
internal sealed record TipPage(Tip[] Tips, string? Next, IReadOnlyDictionary<Guid, int> Same);

/// <summary>Finds a page of a lead's tips, in <see cref="TipOrder"/>.</summary>
internal static class ReadPage
{
    private const int Size = 20;

    private const string Behind = $"select tip from {PlacementTable.QualifiedName} where lead = $1 and (received_at, tip) > ($2, $3) order by received_at, tip limit $4";

    /// <param name="after">The tip that the page before ended with.</param>
    public static async Task<TipPage> Of(IQuerySession session, string lead, Guid? after, CancellationToken cancel)
    {
        var oldest = await Load(session, lead, null, TipOrder.MostCompared, cancel);
        var order = TipOrder.Of(oldest);
        var at = order.Index().FirstOrDefault(pair => pair.Item.Id == after, (-1, null!)).Index;
        var last = after is { } id && at < 0 ? await session.LoadAsync<Tip>(id, cancel) : null;
        Tip[] page = last is null ? [.. order.Skip(at + 1).Take(Size)] : [];
        if (page.Length < Size && oldest.Length == TipOrder.MostCompared)
        {
            page = [.. page, .. await Load(session, lead, last ?? oldest[^1], Size - page.Length, cancel)];
        }

        var same = TipOrder.CountSame(oldest);
        return new TipPage(page, page.Length == Size ? page[^1].Id.ToString() : null, same);
    }

    private static async Task<Tip[]> Load(IQuerySession session, string lead, Tip? behind, int most, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Behind, session.Connection).With(lead, (behind?.ReceivedAt ?? DateTimeOffset.MinValue).ToUniversalTime(), behind?.Id ?? Guid.Empty, most);
        var ids = await command.ReadAll(row => row.GetGuid(0), cancel);
        return [.. (await session.LoadManyAsync<Tip>(cancel, ids)).OrderBy(tip => tip.ReceivedAt).ThenBy(tip => tip.Id)];
    }
}
