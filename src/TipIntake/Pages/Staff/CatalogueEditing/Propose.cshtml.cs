using Microsoft.AspNetCore.Mvc;
using TipIntake.Catalogue;

namespace TipIntake.Pages.Staff;

internal sealed class ProposeObjectModel(ShowCatalogueObject show, ProposeObject propose) : CataloguePageModel(show)
{
    public async Task<IActionResult> OnPost(bool isNeutral, bool showsNoPerson, bool showsNoAbuse, bool namesNoVictim, CancellationToken cancel) =>
        await After(await propose.Run(Person, Reference, Version, new ProposeObjectRequest(isNeutral, showsNoPerson, showsNoAbuse, namesNoVictim), cancel), cancel);
}
