using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Platform;
using TipIntake.Retention;
using TipIntake.Security.Access;

namespace TipIntake.Pages.Staff;

/// <summary>What the law asks for: to keep something, or to erase a tip.</summary>
internal sealed class HoldOrEraseModel(HoldRecords holds, OrderErasure orders) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "of")]
    public string? Of { get; set; }

    [BindProperty(SupportsGet = true, Name = "tip")]
    public Guid? Tip { get; set; }

    public string? FileNumber { get; private set; }

    public string? Reason { get; private set; }

    public string? Done { get; private set; }

    public IReadOnlyList<string> Refused { get; private set; } = [];

    /// <summary>Only reviewers have tips before them.</summary>
    public bool MayOrder => Person.Of(HttpContext).Is(StaffRole.Reviewer);

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var (person, form) = (Person.Of(HttpContext), await Request.ReadFormAsync(cancel));
        (FileNumber, Reason) = (form["file"], form["reason"]);
        if (form["act"] == "hold")
        {
            return Told(await holds.Place(person, new PlaceHoldRequest(Of, Reason, FileNumber), cancel), "It is held until an administrator lifts the hold.");
        }

        return MayOrder ? Told(await orders.Propose(person, new OrderErasureRequest(Tip, Reason, FileNumber), cancel), "An administrator will decide about it.") : new RefusedPageAnswer(Refusals.NotAllowed);
    }

    private PageResult Told<T>(Outcome<T> outcome, string done)
    {
        (Refused, Done) = outcome.IsRefused ? (RefusalWords.Of(outcome.Refusal), (string?)null) : ([], done);
        return Page();
    }
}
