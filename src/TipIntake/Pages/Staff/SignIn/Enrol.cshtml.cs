using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TipIntake.Pages.Staff;

internal sealed class EnrolModel(IAntiforgery antiforgery) : PageModel
{
    public string Token { get; private set; } = "";

    public void OnGet() => Token = antiforgery.GetAndStoreTokens(HttpContext).RequestToken!;
}
