using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

internal sealed class AccountModel(OwnSessions own, OwnApiTokens tokens, AskForDigest digest) : PageModel
{
    public OwnAccount Account { get; private set; } = null!;

    public ApiTokenView[] Tokens { get; private set; } = [];

    /// <summary>Null: not for this person, or the service sends none.</summary>
    public bool? HasDigest { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        var person = Person.Of(HttpContext);
        if (await own.Show(person, cancel) is not { } account)
        {
            return Redirect(StaffDoor.SignInPath);
        }

        (Account, Tokens) = (account, await tokens.List(person, cancel));
        HasDigest = person.Is(StaffRole.Reviewer) ? (await digest.Show(person, cancel))?.IsOn : null;
        return Page();
    }

    public async Task<IActionResult> OnPost([FromForm(Name = "revoke")] string? revoke, CancellationToken cancel)
    {
        await tokens.Revoke(Person.Of(HttpContext), revoke ?? "", cancel);
        return Redirect("/account");
    }
}
