using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Catalogue;
using TipIntake.Platform;

namespace TipIntake.Pages.Public.Objects;

/// <summary>What happened so far, in the publisher's words. No number: a number that moves tells an offender something.</summary>
[KeptPage]
internal sealed class ResultsModel(PublishedCatalogue catalogue) : PageModel
{
    public const int Most = 200;

    public IReadOnlyList<PublishedObject> Closed { get; private set; } = [];

    public IActionResult OnGet()
    {
        if (catalogue.Current is not { } snapshot)
        {
            return StatusCode(Refusals.StorageUnavailable.Status);
        }

        Closed = [.. snapshot.NewestFirst.Where(shown => shown.Status == PublishedStatus.Closed).OrderByDescending(shown => shown.ClosedAt).Take(Most)];
        return Page();
    }
}
