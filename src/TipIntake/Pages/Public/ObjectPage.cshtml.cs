using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Catalogue;

namespace TipIntake.Pages.Public;

internal sealed class ObjectPageModel(PublishedCatalogue catalogue) : PageModel
{
    public PublishedObject Shown { get; private set; } = null!;

    public IActionResult OnGet(string reference)
    {
        if (catalogue.Current?.Find(reference) is not { } shown)
        {
            return NotFound();
        }

        Shown = shown;
        return Page();
    }
}
