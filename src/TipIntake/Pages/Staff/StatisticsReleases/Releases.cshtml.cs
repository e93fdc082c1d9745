using Marten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Statistics;

namespace TipIntake.Pages.Staff;

/// <summary>What was given out, what waits for a second person, and the way to a new one.</summary>
internal sealed class ReleasesModel(ListReleases list, ProposeRelease propose, ReviseRelease revise, DecideRelease decide, IQuerySession session) : PageModel
{
    public const string Address = "/statistics/releases";

    public ReleaseView[] Releases { get; private set; } = [];

    public StaffNames Names { get; private set; } = null!;

    public IReadOnlyList<string> Refused { get; private set; } = [];

    public string Me => Person.Of(HttpContext).Member;

    public Task<IActionResult> OnGet(CancellationToken cancel) => Show(null, cancel);

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var (person, form) = (Person.Of(HttpContext), await Request.ReadFormAsync(cancel));
        var (act, number) = (form["act"].ToString(), form["number"].ToString());
        var outcome = act switch
        {
            "propose" => await propose.Run(person, new ProposeReleaseRequest(form["period"]), cancel),
            "revise" => await revise.Run(person, number, new ReviseReleaseRequest(form["reason"]), cancel),
            "take-back" => await decide.Refuse(person, number, new RefuseReleaseRequest("taken-back"), cancel),
            _ => Refusals.RequestMalformed,
        };
        return outcome.IsRefused ? await Show(outcome.Refusal, cancel) : Redirect($"{Address}#{outcome.Value.Number}");
    }

    private async Task<IActionResult> Show(Refusal? refused, CancellationToken cancel)
    {
        var person = Person.Of(HttpContext);
        var outcome = await list.Run(person, cancel);
        if (outcome.IsRefused)
        {
            return new RefusedPageAnswer(outcome.Refusal);
        }

        Releases = outcome.Value.Releases;
        Refused = refused is null ? [] : RefusalWords.Of(refused);
        Names = await StaffNames.Read(session, person, Releases.SelectMany(one => new[] { one.ProposedBy, one.DecidedBy }).Select(StaffNames.IdOf).OfType<Guid>(), cancel);
        return Page();
    }
}
