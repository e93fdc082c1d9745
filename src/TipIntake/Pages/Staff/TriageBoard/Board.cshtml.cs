using Marten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>The board of one object: what was asked, which answers the tips give, what came of them, and what is left to sort.</summary>
internal sealed class BoardModel(ShowBoard show, BoardActs acts, UndoLastAct undo, ShowBurst burst, IQuerySession session, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "reference")]
    public string Reference { get; set; } = "";

    [BindNever]
    public BoardView Board { get; private set; } = null!;

    [BindNever]
    public ShowBurstResponse Burst { get; private set; } = null!;

    [BindNever]
    public BoardDone? Done { get; private set; }

    [BindNever]
    public StaffNames Names { get; private set; } = null!;

    /// <summary>The answer that was to be merged, and nobody said into which.</summary>
    public string? Unmerged => Request.Query["fault"] == "merge" ? Request.Query["answer"].ToString() : null;

    public string Fault => Unmerged is not null ? "" : BoardWords.Fault(Request.Query["fault"]);

    public string Today { get; } = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What leads can be put under.</summary>
    public IEnumerable<HypothesisView> Targets => Board.Confirmed.Select(answer => answer.View);

    public string TitleOf(string? hypothesis) => Targets.FirstOrDefault(view => view.Id == hypothesis)?.Title ?? hypothesis ?? "";

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        var person = Person.Of(HttpContext);
        var outcome = await show.Run(person, Reference, cancel);
        if (outcome.IsRefused)
        {
            return new RefusedPageAnswer(outcome.Refusal);
        }

        Board = outcome.Value;
        Burst = (await burst.Run(person, Reference, cancel)).Value;
        Done = await BoardDone.Find(undo, person, Reference, Request.Query, cancel);
        Names = await StaffNames.Read(session, person, Board.Claims.Select(claim => claim.Member), cancel);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var next = await acts.Run(Person.Of(HttpContext), Reference, BoardForm.From(await Request.ReadFormAsync(cancel)), cancel);
        return next.IsRefused ? new RefusedPageAnswer(next.Refusal) : Redirect(next.Value);
    }
}
