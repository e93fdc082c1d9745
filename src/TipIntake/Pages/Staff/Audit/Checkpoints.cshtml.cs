using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Audit;
using TipIntake.Security.Access;

namespace TipIntake.Pages.Staff;

internal sealed class CheckpointsModel(ListAuditCheckpoints list) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public AuditCheckpointsView View { get; private set; } = new([], null);

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        var outcome = await list.Run(Person.Of(HttpContext), new ListAuditCheckpointsRequest(string.IsNullOrEmpty(Cursor) ? null : Cursor), cancel);
        if (outcome.IsRefused)
        {
            return NotFound();
        }

        View = outcome.Value;
        return Page();
    }
}
