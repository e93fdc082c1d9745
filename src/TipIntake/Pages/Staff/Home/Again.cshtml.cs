using Marten;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

internal sealed class AgainModel(IAntiforgery antiforgery, IHostEnvironment environment, IQuerySession session) : PageModel
{
    /// <summary>Where to afterwards: an address of ours, else the first page.</summary>
    public string Next { get; private set; } = "/";

    public string Token { get; private set; } = "";

    /// <summary>They come in through their provider, so they prove themselves there.</summary>
    public bool ByProvider { get; private set; }

    public IReadOnlyList<DevelopmentPerson> People { get; private set; } = [];

    public async Task OnGet(CancellationToken cancel)
    {
        Next = LocalAddress.Or(Request.Query["return"], "/");
        Token = antiforgery.GetAndStoreTokens(HttpContext).RequestToken!;
        ByProvider = await session.LoadAsync<StaffMember>(Person.Of(HttpContext).Id, cancel) is { Provider: not null };
        People = environment.IsDevelopment() ? DevelopmentPerson.All : [];
    }
}
