using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

internal sealed class RemovePasskeyModel(OwnSessions own) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public string? Id { get; set; }

    public string? Refused { get; private set; }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (await own.RemovePasskey(Person.Of(HttpContext), Id ?? "", cancel) is not { } refusal)
        {
            return Redirect("/account");
        }

        Refused = Texts.Problem(refusal.Code, Texts.DefaultLanguage);
        return Page();
    }
}
