using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

internal sealed class SignInModel(IAntiforgery antiforgery, IHostEnvironment environment) : PageModel
{
    /// <summary>Where to after signing in: an address of ours, else the first page.</summary>
    public string Next { get; private set; } = "/";

    public string Token { get; private set; } = "";

    /// <summary>What the force's own provider is called; null: there is none.</summary>
    public string? Provider { get; private set; }

    public IReadOnlyList<DevelopmentPerson> People { get; private set; } = [];

    public void OnGet()
    {
        Next = LocalAddress.Or(Request.Query["return"], "/");
        Token = antiforgery.GetAndStoreTokens(HttpContext).RequestToken!;
        Provider = HttpContext.RequestServices.GetService<ProviderSettings>()?.Name;
        People = environment.IsDevelopment() ? DevelopmentPerson.All : [];
    }
}
