using CsCheck;
using TipIntake.Catalogue;

namespace TipIntake.UnitTests.Catalogue;

public sealed class ObjectQueryTests
{
    [Fact]
    public void Turning_the_pages_shows_every_object_once_and_newest_first() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 40], Gen.Int[1, 7]).Sample((hours, limit) =>
        {
            var snapshot = new CatalogueSnapshot(hours.Select((hour, i) => Shown(i, hour)));

            var seen = TurnPages(snapshot, limit).ToArray();

            Assert.Equal(snapshot.NewestFirst.Select(o => o.Reference), seen);
            Assert.Equal(hours.Length, seen.Distinct().Count());
        });

    [Fact]
    public void A_page_stays_right_when_something_is_published_in_between()
    {
        var before = Enumerable.Range(0, 6).Select(i => Shown(i, i)).ToArray();
        var (_, cursor) = (ObjectQuery.Everything with { Limit = 3 }).Apply(new CatalogueSnapshot(before).NewestFirst);

        var after = new CatalogueSnapshot([.. before, Shown(9, 20)]);
        var (next, _) = (ObjectQuery.Everything with { After = ObjectCursor.Parse(cursor!) }).Apply(after.NewestFirst);

        Assert.Equal(["OBJ-2026-0002", "OBJ-2026-0001", "OBJ-2026-0000"], next.Select(o => o.Reference));
    }

    [Fact]
    public void Filters_choose_by_status_kind_and_region()
    {
        var toy = Shown(1, 1) with { Status = PublishedStatus.Closed };
        toy = toy with { Texts = toy.Texts with { Category = "toy", Regions = ["AU"] } };
        var objects = new CatalogueSnapshot([Shown(0, 0), toy]).NewestFirst;

        Assert.Equal(toy, Assert.Single((ObjectQuery.Everything with { Status = PublishedStatus.Closed }).Apply(objects).Found));
        Assert.Equal(toy, Assert.Single((ObjectQuery.Everything with { Category = "toy" }).Apply(objects).Found));
        Assert.Equal(toy, Assert.Single((ObjectQuery.Everything with { Region = "AU" }).Apply(objects).Found));
    }

    [Fact]
    public void A_cursor_that_we_did_not_give_is_no_cursor() => Gen.String.Sample(text =>
    {
        var cursor = ObjectCursor.Parse(text);
        Assert.True(cursor is null || ObjectReference.IsValid(cursor.Reference));
    });

    private static IEnumerable<string> TurnPages(CatalogueSnapshot snapshot, int limit)
    {
        var query = ObjectQuery.Everything with { Limit = limit };
        while (true)
        {
            var (found, next) = query.Apply(snapshot.NewestFirst);
            foreach (var shown in found)
            {
                yield return shown.Reference;
            }

            if (next is null)
            {
                yield break;
            }

            query = query with { After = ObjectCursor.Parse(next) };
        }
    }

    private static PublishedObject Shown(int number, int hour) => new(
        $"OBJ-2026-{number:D4}",
        PublishedStatus.Open,
        new ObjectTexts("en", new() { ["en"] = "A bag" }, new() { ["en"] = "Where from?" }, "bag", ["PT"]),
        [],
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour),
        DateTimeOffset.UnixEpoch,
        null,
        null);
}
