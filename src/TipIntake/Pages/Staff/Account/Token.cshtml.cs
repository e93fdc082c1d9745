using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

[BindProperties]
internal sealed class TokenModel(MakeApiToken make) : PageModel
{
    public string? Label { get; set; }

    public string[] Roles { get; set; } = [];

    public int? Days { get; set; } = 90;

    [BindNever]
    public MakeApiTokenResponse? Made { get; private set; }

    [BindNever]
    public IReadOnlyList<string> Refused { get; private set; } = [];

    /// <summary>Nobody lets others in by a script.</summary>
    public string[] Own => [.. Person.Of(HttpContext).Roles.Where(role => role != StaffRole.Administrator).Select(role => role.Name())];

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await make.Run(Person.Of(HttpContext), new MakeApiTokenRequest(Label, Roles, Days), cancel);
        Made = outcome.IsRefused ? null : outcome.Value;
        Refused = outcome.IsRefused ? RefusalWords.Of(outcome.Refusal) : [];
        return Page();
    }
}
