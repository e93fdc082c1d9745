using Marten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>Leads about a person in danger: whom to tell, who was told, what came of it.</summary>
internal sealed class ReferralsModel(ListReferrals list, HandReferralOver handOver, CloseReferral close, IQuerySession session, TimeProvider clock) : PageModel
{
    public const string Address = "/triage/referrals";

    public IReadOnlyList<ReferredLead> Referrals { get; private set; } = [];

    public ContactPoints Points { get; private set; } = null!;

    public StaffNames Names { get; private set; } = null!;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public bool ShowsClosed => Request.Query["state"] == "closed";

    public string Fault => TriageWords.Fault(Request.Query["fault"]);

    public string Me => Person.Of(HttpContext).Member;

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        var person = Person.Of(HttpContext);
        var shown = await list.Run(person, ShowsClosed, cancel);
        (Referrals, Points) = (shown.Referrals, new ContactPoints(shown.ContactPoints));
        var members = Referrals.SelectMany(one => new[] { one.Referral.By, one.Referral.HandedOver?.By, one.Referral.Closed?.By });
        Names = await StaffNames.Read(session, person, members.Select(StaffNames.IdOf).OfType<Guid>(), cancel);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var (person, form) = (Person.Of(HttpContext), await Request.ReadFormAsync(cancel));
        var (act, lead) = (form["act"].ToString(), form["lead"].ToString());
        var outcome = act switch
        {
            "hand-over" => await handOver.Run(person, lead, new HandReferralOverRequest(form["to"], form["file"]), cancel),
            "undo" => await handOver.Undo(person, lead, cancel),
            "close" => await close.Run(person, lead, new CloseReferralRequest(form["reason"]), cancel),
            "reopen" => await close.Undo(person, lead, cancel),
            _ => Refusals.RequestMalformed,
        };
        var here = $"{Address}#{ReferralWords.Anchor(lead)}";
        return outcome switch
        {
            { IsRefused: false } => Redirect(here),
            { Refusal.Errors: not null } => Redirect($"{Address}?fault={act}#{ReferralWords.Anchor(lead)}"),
            { Refusal.Code: "lead-claimed" or "referral-state" } => Redirect($"{Address}?fault={outcome.Refusal!.Code}#{ReferralWords.Anchor(lead)}"),
            _ => new RefusedPageAnswer(outcome.Refusal!),
        };
    }
}
