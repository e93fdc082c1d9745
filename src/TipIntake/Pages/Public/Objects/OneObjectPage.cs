using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Catalogue;
using TipIntake.Platform;

namespace TipIntake.Pages.Public.Objects;

/// <summary>A page about the published object that its address names. A withdrawn one answers exactly as one that never existed.</summary>
internal abstract class OneObjectPage(PublishedCatalogue catalogue) : PageModel
{
    public PublishedObject Shown { get; private set; } = null!;

    public IActionResult OnGet(string reference)
    {
        if (catalogue.Current is not { } snapshot)
        {
            return StatusCode(Refusals.StorageUnavailable.Status);
        }

        if (snapshot.Find(reference) is not { } shown)
        {
            return NotFound();
        }

        Shown = shown;
        return Page();
    }
}
