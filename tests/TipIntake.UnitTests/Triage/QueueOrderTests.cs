using CsCheck;
using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class QueueOrderTests
{
    private static readonly Gen<(QueueEntry<int>[] Entries, int Size)> Queues =
        Gen.Select(Gen.Int[0, 80].SelectMany(count => Gen.Shuffle(Enumerable.Range(0, count).ToArray())), Gen.Int[1, 12])
            .Select((draws, size) => (draws.Select((draw, score) => new QueueEntry<int>(new Guid(score, 0, 0, new byte[8]), score, draw)).ToArray(), size));

    [Fact]
    public void Paging_shows_every_lead_once() =>
        Queues.Sample(queue => Assert.Equal(
            queue.Entries.Select(entry => entry.Lead).Order(),
            Walk(queue.Entries, queue.Size).Select(entry => entry.Lead).Order()));

    [Fact]
    public void Pages_of_any_size_make_one_order() =>
        Queues.Sample(queue => Assert.Equal(Walk(queue.Entries, 1_000), Walk(queue.Entries, queue.Size)));

    [Fact]
    public void Every_fifth_is_drawn_and_the_others_stand_by_score() =>
        Queues.Sample(queue =>
        {
            var order = Walk(queue.Entries, queue.Size);
            var drawn = order.Where((_, at) => at % QueueOrder.DrawEvery == QueueOrder.DrawEvery - 1).ToList();
            var scored = order.Where((_, at) => at % QueueOrder.DrawEvery != QueueOrder.DrawEvery - 1).Select(entry => entry.Score).ToList();

            Assert.Equal(scored.Order(), scored);
            Assert.Equal(drawn.Select(entry => entry.Draw).Order(), drawn.Select(entry => entry.Draw));
        });

    [Fact]
    public void Without_a_draw_the_queue_is_the_order_by_score() =>
        Queues.Sample(queue => Assert.Equal(queue.Entries, Walk(queue.Entries, queue.Size, drawEvery: 0)));

    // Each page reads both lists from the cursor on, as the database does.
    private static List<QueueEntry<int>> Walk(QueueEntry<int>[] entries, int size, int drawEvery = QueueOrder.DrawEvery)
    {
        var shown = new List<QueueEntry<int>>();
        var cursor = default(QueueCursor<int>);
        while (true)
        {
            var byScore = entries.Where(entry => cursor.Score is not { } last || entry.Score > last).OrderBy(entry => entry.Score);
            var byDraw = entries.Where(entry => cursor.Draw is not { } last || entry.Draw > last).OrderBy(entry => entry.Draw);
            (var page, cursor) = QueueOrder.Merge(byScore, byDraw, cursor, size, drawEvery);
            if (page.Count == 0)
            {
                return shown;
            }

            shown.AddRange(page);
        }
    }
}
