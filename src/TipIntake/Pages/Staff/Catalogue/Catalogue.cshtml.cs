using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Catalogue;
using TipIntake.Security.Access;

namespace TipIntake.Pages.Staff;

internal sealed class CatalogueModel(ListCatalogue list) : PageModel
{
    public CatalogueEntry[] Objects { get; private set; } = [];

    public ObjectStatus? Status { get; private set; }

    public bool MayDraft => Person.Of(HttpContext).Is(StaffRole.Editor);

    public async Task OnGet(CancellationToken cancel)
    {
        Status = ListCatalogue.FindStatus(Request.Query["status"].ToString());
        Objects = (await list.Run(Person.Of(HttpContext), Status, cancel)).Objects;
    }
}
