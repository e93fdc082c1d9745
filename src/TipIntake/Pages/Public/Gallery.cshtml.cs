using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Catalogue;

namespace TipIntake.Pages.Public;

internal sealed class GalleryModel(PublishedCatalogue catalogue) : PageModel
{
    public IReadOnlyList<PublishedObject> Shown { get; private set; } = [];

    public void OnGet() => Shown = catalogue.Current?.NewestFirst ?? [];
}
