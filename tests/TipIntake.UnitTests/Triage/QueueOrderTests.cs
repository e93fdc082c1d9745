using CsCheck;
using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class QueueOrderTests
{
    private static readonly Gen<(LeadRow[] Leads, int Size)> Queues =
        Gen.Select(Gen.Int[0, 80].SelectMany(count => Gen.Shuffle(Enumerable.Range(0, count).ToArray())), Gen.Int[1, 5])
            .Select((draws, fives) => (draws.Select((draw, number) => LeadRow.Begin("OBJ-2026-0001", number, DateTimeOffset.UnixEpoch) with { Rank = 1_000 - number, Draw = draw }).ToArray(), 5 * fives));

    [Fact]
    public void Paging_shows_every_lead_once() =>
        Queues.Sample(queue => Assert.Equal(queue.Leads.Select(lead => lead.Number), Walk(queue.Leads, queue.Size).Select(shown => shown.Lead.Number).Order()));

    [Fact]
    public void Pages_of_any_size_make_one_order() =>
        Queues.Sample(queue => Assert.Equal(Walk(queue.Leads, 1_000).Select(shown => shown.Lead.Id), Walk(queue.Leads, queue.Size).Select(shown => shown.Lead.Id)));

    [Fact]
    public void Every_fifth_is_drawn_and_the_others_stand_by_rank() =>
        Queues.Sample(queue =>
        {
            var order = Walk(queue.Leads, queue.Size);
            var drawn = order.Where(shown => shown.Drawn).Select(shown => shown.Lead.Draw).ToList();
            var ranked = order.Where(shown => !shown.Drawn).Select(shown => shown.Lead.Rank).ToList();

            Assert.Equal(drawn.Order(), drawn);
            Assert.Equal(ranked.OrderDescending(), ranked);
            Assert.All(order.Index(), shown => Assert.False(shown.Item.Drawn && (shown.Index + 1) % QueueOrder.DrawnEvery != 0));
        });

    [Fact]
    public void A_cursor_comes_back_as_it_was_and_nothing_else_is_one()
    {
        var cursor = new QueueCursor(-5, "OBJ-2026-0001.7", 12, "OBJ-2026-0001.8");

        Assert.True(QueueCursor.TryRead(cursor.ToString(), out var again));
        Assert.Equal(cursor, again);
        Assert.All(["", "x", "äöü", "AAAA", new string('A', 500)], text => Assert.False(QueueCursor.TryRead(text, out _)));
    }

    // Each page reads both lists from the cursor on, a little more than a page of each, as the database does.
    private static List<(LeadRow Lead, bool Drawn)> Walk(LeadRow[] leads, int size)
    {
        var shown = new List<(LeadRow, bool)>();
        for (var cursor = QueueCursor.Start; ;)
        {
            var byRank = leads.Where(lead => !cursor.IsPastByRank(lead)).OrderByDescending(lead => lead.Rank).ToList();
            var byDraw = leads.Where(lead => !cursor.IsPastByDraw(lead)).OrderBy(lead => lead.Draw).ToList();
            var (page, next) = QueueOrder.Take(byRank, byDraw, cursor, size);
            shown.AddRange(page);
            if (next is null)
            {
                return shown;
            }

            cursor = next;
        }
    }
}
