using Marten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

internal sealed class BlockModel(BlockStaffMember block, IQuerySession session) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid Id { get; set; }

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (await session.LoadAsync<StaffMember>(Id, cancel) is not { } member)
        {
            return NotFound();
        }

        Name = member.Name;
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel) =>
        await block.Run(Person.Of(HttpContext), Id, cancel) is null ? Redirect("/people") : NotFound();
}
