using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

internal sealed class DecideModel(DecideStaffProposal decide, ListStaff people) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid Id { get; set; }

    public StaffProposalView? Proposal { get; private set; }

    public string? Name { get; private set; }

    public string? Link { get; private set; }

    public DateTimeOffset Until { get; private set; }

    public string? Refused { get; private set; }

    public Task OnGet(CancellationToken cancel) => Show(cancel);

    public async Task<IActionResult> OnPost([FromForm(Name = "approve")] bool approve, CancellationToken cancel)
    {
        await Show(cancel);
        var outcome = await decide.Run(Person.Of(HttpContext), Id, approve, cancel);
        if (outcome.IsRefused)
        {
            Refused = Texts.Problem(outcome.Refusal.Code, Texts.DefaultLanguage);
            return Page();
        }

        if (outcome.Value is not { Code: { } code, ExpiresAt: { } until })
        {
            return Redirect("/people");
        }

        // Behind the # it is never sent to a server, so no log on the way has it.
        (Link, Until) = ($"{Request.Scheme}://{Request.Host}/enrol#{code}", until);
        return Page();
    }

    private async Task Show(CancellationToken cancel)
    {
        Proposal = (await people.Run(Person.Of(HttpContext), cancel)).Proposals.FirstOrDefault(proposal => proposal.Id == Id);
        Name = Proposal?.Name;
    }
}
