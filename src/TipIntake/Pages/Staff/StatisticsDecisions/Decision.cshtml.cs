using System.Text;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Statistics;

namespace TipIntake.Pages.Staff;

/// <summary>A second person sees what would leave the house, number by number, and decides.</summary>
internal sealed class DecisionModel(ListReleases list, DownloadRelease download, DecideRelease decide, IQuerySession session) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    public ReleaseView Release { get; private set; } = null!;

    public StaffNames Names { get; private set; } = null!;

    /// <summary>The tables, in the order of the file.</summary>
    public IReadOnlyList<ReleasedRows> Tables { get; private set; } = [];

    /// <summary>What the release said that this one would replace; null where there is none.</summary>
    public Dictionary<(string Table, string Values), string>? Before { get; private set; }

    public IReadOnlyList<string> Refused { get; private set; } = [];

    public bool MayDecide => Release.State == "proposed" && Release.ProposedBy != Person.Of(HttpContext).Member;

    public Task<IActionResult> OnGet(CancellationToken cancel) => Show(null, cancel);

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var (person, form) = (Person.Of(HttpContext), await Request.ReadFormAsync(cancel));
        var outcome = form["act"].ToString() switch
        {
            "approve" => await decide.Approve(person, Number, cancel),
            "refuse" => await decide.Refuse(person, Number, new RefuseReleaseRequest(form["reason"]), cancel),
            _ => Refusals.RequestMalformed,
        };
        return outcome.IsRefused ? await Show(outcome.Refusal, cancel) : Redirect($"{ReleasesModel.Address}#{Number}");
    }

    private async Task<IActionResult> Show(Refusal? refused, CancellationToken cancel)
    {
        var person = Person.Of(HttpContext);
        var release = await list.Show(person, Number, cancel);
        if (release.IsRefused)
        {
            return new RefusedPageAnswer(release.Refusal);
        }

        // What was declined is shown without its numbers.
        var content = await download.Run(person, Number, cancel, isFile: false);
        (Release, Tables, Refused) = (release.Value, content.IsRefused ? [] : ReleasedRows.Of(Encoding.UTF8.GetString(content.Value.Bytes)), refused is null ? [] : RefusalWords.Of(refused));
        Before = Tables.Count > 0 && Release.Replaces is { } old ? await Replaced(person, old, cancel) : null;
        Names = await StaffNames.Read(session, person, new[] { Release.ProposedBy, Release.DecidedBy }.Select(StaffNames.IdOf).OfType<Guid>(), cancel);
        return Page();
    }

    private async Task<Dictionary<(string Table, string Values), string>?> Replaced(Person person, string number, CancellationToken cancel)
    {
        var content = await download.Run(person, number, cancel, isFile: false);
        return content.IsRefused ? null : ReleasedRows.Numbers(ReleasedRows.Of(Encoding.UTF8.GetString(content.Value.Bytes)));
    }
}
