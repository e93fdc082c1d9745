using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

internal sealed class AccountModel(OwnSessions own) : PageModel
{
    public OwnAccount Account { get; private set; } = null!;

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (await own.Show(Person.Of(HttpContext), cancel) is not { } account)
        {
            return Redirect(StaffDoor.SignInPath);
        }

        Account = account;
        return Page();
    }
}
