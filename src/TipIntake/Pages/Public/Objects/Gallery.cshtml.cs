using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Catalogue;
using TipIntake.Platform;

namespace TipIntake.Pages.Public.Objects;

[KeptPage(HasFilters = true)]
internal sealed class GalleryModel(PublishedCatalogue catalogue) : PageModel
{
    private const int ClosedAtTheEnd = 6;

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

    private IReadOnlyList<PublishedObject> All { get; set; } = [];

    public IActionResult OnGet()
    {
        if (catalogue.Current is not { } snapshot)
        {
            // Not yet read is not the same as "we ask about nothing".
            return StatusCode(Refusals.StorageUnavailable.Status);
        }

        All = snapshot.NewestFirst;
        Filters = GalleryFilters.From(Request);
        (Shown, var next) = Filters.Apply(All);
        Next = next is null ? null : Filters.QueryFrom(next);
        if (Filters.AreNone)
        {
            Thanks = [.. All.Where(shown => shown.Status == PublishedStatus.Closed).Take(ClosedAtTheEnd)];
        }

        return Page();
    }
}
