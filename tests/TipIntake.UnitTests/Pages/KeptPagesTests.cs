using Microsoft.AspNetCore.Http;
using TipIntake.Catalogue;
using TipIntake.Pages;
using TipIntake.Pages.Public.Objects;

namespace TipIntake.UnitTests.Pages;

public sealed class KeptPagesTests
{
    private static readonly Endpoint Route = new(null, null, null);

    private static readonly KeptPage Page = new("<p>"u8, "en");

    [Fact]
    public void Filters_that_anybody_can_think_up_push_out_nothing()
    {
        var shelf = new KeptPages.Shelf(new CatalogueSnapshot([]));

        for (var n = 0; n < KeptPages.MostFilteredPagesKept * 4; n++)
        {
            shelf.Keep(new PageKey(Route, "en", null, new GalleryFilters("bag", $"region-{n}", Closed: false, After: null)), Page);
        }

        shelf.Keep(Plain("OBJ-2026-0001"), Page);
        Assert.Equal(KeptPages.MostFilteredPagesKept + 1, shelf.Count);
        Assert.Same(Page, shelf.Find(Plain("OBJ-2026-0001")));
    }

    [Fact]
    public void There_is_a_bound_for_all_other_pages_too()
    {
        var shelf = new KeptPages.Shelf(new CatalogueSnapshot([]));

        for (var n = 0; n < KeptPages.MostPagesKept + 10; n++)
        {
            shelf.Keep(Plain($"{n}"), Page);
        }

        Assert.Equal(KeptPages.MostPagesKept, shelf.Count);
        Assert.Null(shelf.Find(Plain($"{KeptPages.MostPagesKept + 1}")));
    }

    [Fact]
    public void Language_route_and_subject_tell_pages_apart()
    {
        var shelf = new KeptPages.Shelf(new CatalogueSnapshot([]));
        shelf.Keep(Plain("OBJ-2026-0001"), Page);

        Assert.Null(shelf.Find(Plain("OBJ-2026-0002")));
        Assert.Null(shelf.Find(Plain("OBJ-2026-0001") with { Language = "de" }));
        Assert.Null(shelf.Find(Plain("OBJ-2026-0001") with { Page = new Endpoint(null, null, null) }));
    }

    private static PageKey Plain(string subject) => new(Route, "en", subject, GalleryFilters.None);
}
