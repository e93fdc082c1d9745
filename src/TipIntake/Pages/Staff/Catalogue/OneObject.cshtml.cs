using Marten;
using Microsoft.AspNetCore.Mvc;
using TipIntake.Catalogue;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

internal sealed class OneObjectModel(ShowCatalogueObject show, IQuerySession session) : CataloguePageModel(show)
{
    private const string Staff = "staff:";

    private Dictionary<string, string> names = [];

    public string NameOf(string? by) => by is null ? "unknown" : names.GetValueOrDefault(by, by);

    public bool May(string act) => Shown.May.Contains(act, StringComparer.Ordinal);

    public override async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        var page = await base.OnGet(cancel);
        if (Shown is not null)
        {
            Guid[] ids = [.. Shown.History.Select(entry => entry.By).OfType<string>().Where(by => by.StartsWith(Staff, StringComparison.Ordinal)).Select(by => Guid.Parse(by.AsSpan(Staff.Length))).Distinct()];
            names = (await session.LoadManyAsync<StaffMember>(cancel, ids)).ToDictionary(member => $"{Staff}{member.Id}", member => member.Name, StringComparer.Ordinal);
        }

        return page;
    }
}
