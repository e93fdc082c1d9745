using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Catalogue;

namespace TipIntake.Pages.Public.Objects;

[KeptPage(HasFilters = true)]
internal sealed class GalleryModel(PublishedCatalogue catalogue) : PageModel
{
    private const int ClosedAtTheEnd = 6;

    private CatalogueSnapshot? snapshot;

    public GalleryFilters Filters { get; private set; } = GalleryFilters.None;

    public IReadOnlyList<PublishedObject> Shown { get; private set; } = [];

    /// <summary>The query of the page after this one.</summary>
    public string? Next { get; private set; }

    /// <summary>What was identified last, quietly below what is still asked.</summary>
    public IReadOnlyList<PublishedObject> Thanks { get; private set; } = [];

    /// <summary>Only what somebody can find is on offer.</summary>
    public IEnumerable<string> Categories => All.Select(shown => shown.Texts.Category).Distinct(StringComparer.Ordinal);

    public IEnumerable<string> Regions => All.SelectMany(shown => shown.Texts.Regions).Distinct(StringComparer.Ordinal);

    public bool IsEmpty => All.Count == 0;

    private IReadOnlyList<PublishedObject> All => snapshot?.NewestFirst ?? [];

    public void OnGet()
    {
        snapshot = catalogue.Current;
        Filters = GalleryFilters.From(Request);
        (Shown, var next) = Filters.Apply(All);
        Next = next is null ? null : Filters.QueryFrom(next);
        if (Filters.AreNone)
        {
            Thanks = [.. All.Where(shown => shown.Status == PublishedStatus.Closed).Take(ClosedAtTheEnd)];
        }
    }
}
