using System.Globalization;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>A lead: what was asked, what its tips say, why it stands where it stands, and the decision. To look at it changes nothing but the trail.</summary>
internal sealed class OneLeadModel(ReadLead read, LeadClaims claims, ShowTracedObject objects, LeadActs acts, LeadContentActs contents, FindAnswers answers, IQuerySession session) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public string Id { get; set; } = "";

    /// <summary>The tip that the page before ended with.</summary>
    [BindProperty(SupportsGet = true, Name = "after")]
    public Guid? After { get; set; }

    [BindNever]
    public ChosenLeads Chosen { get; private set; } = null!;

    [BindNever]
    public LeadView Shown { get; private set; } = null!;

    [BindNever]
    public IReadOnlyList<SameWords> Tips { get; private set; } = [];

    [BindNever]
    public TracedObject? About { get; private set; }

    [BindNever]
    public Guid? Holder { get; private set; }

    [BindNever]
    public StaffNames Names { get; private set; } = null!;

    [BindNever]
    public Done? Done { get; private set; }

    /// <summary>The lead whose tips have just been merged into this one.</summary>
    [BindNever]
    public string? Merged { get; private set; }

    public string Fault => IsAnswerUnchosen ? "" : TriageWords.Fault(Request.Query["fault"]);

    /// <summary>Said beside the list of answers.</summary>
    public bool IsAnswerUnchosen => Answers is not null && Request.Query["fault"] == "answer";

    public QueuedLead Lead => Shown.Lead;

    public bool IsMine => Holder == Person.Id;

    public bool IsTaken => Holder is not null && !IsMine;

    public bool IsOpen => Lead.Status == LeadStatus.Open;

    /// <summary>This person's own decision, if they were the last to decide or two of them disagree.</summary>
    [BindNever]
    public Done? Own { get; private set; }

    /// <summary>Decided by others, and this person does not know how.</summary>
    [BindNever]
    public bool MayReview { get; private set; }

    /// <summary>Null while somebody has to look without knowing what others think.</summary>
    [BindNever]
    public LeadAnswers? Answers { get; private set; }

    public bool MaySplit => IsOpen && !IsTaken && Lead.Tips > 1;

    /// <summary>Nobody has to read insults to see that there are some.</summary>
    public bool HidesWords => Lead.Decision == Decision.Abusive || Array.Exists(Lead.Points, point => point.Code == PointCodes.Mockery);

    private Person Person => Person.Of(HttpContext);

    /// <summary>The same page with what leads back to the list; a form is sent there.</summary>
    public string Here(params (string Name, string? Value)[] more) => Chosen.At($"/triage/leads/{Id}", [("passed", Request.Query["passed"].ToString()), .. more]);

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        Chosen = ChosenLeads.From(Request.Query);
        var outcome = await read.Run(Person, Id, After, cancel);
        if (outcome.IsRefused)
        {
            return new RefusedPageAnswer(outcome.Refusal);
        }

        Shown = outcome.Value;
        Tips = SameWords.Group(Shown.Tips);
        About = await objects.Run(Person, Lead.Object, cancel);
        Holder = await claims.Find(Id, cancel);
        Done = Request.Query["done"] == Id ? null : await Done.Find(session, Person, Request.Query["done"], Chosen, cancel);
        Merged = Request.Query["merged"].ToString() is { Length: > 0 } said && await session.LeadWithin(Person.Scope, said, cancel) is { MergedInto: { } into } && into == Id ? said : null;
        Own = await Done.Find(session, Person, Id, Chosen, cancel);
        MayReview = await session.LoadAsync<Lead>(Id, cancel) is { Status: LeadStatus.InReview } lead && !lead.Looked.Contains(Person.Member, StringComparer.Ordinal);
        Answers = Lead.Status == LeadStatus.InReview ? null : await answers.Run(Lead.Object, Id, Lead.Hypothesis, cancel);
        Guid?[] members = [Holder, StaffNames.IdOf(Shown.Assessment?.By)];
        Names = await StaffNames.Read(session, Person, members.OfType<Guid>(), cancel);
        return Page();
    }

    public async Task<IActionResult> OnPost([FromForm(Name = "act")] string? act, [FromForm(Name = "verdict")] string? verdict, CancellationToken cancel)
    {
        Chosen = ChosenLeads.From(Request.Query);
        var passed = int.TryParse(Request.Query["passed"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        var step = new LeadStep(Person, Id, Chosen, Here(), passed);
        var next = act switch
        {
            "claim" => await acts.Claim(step, cancel),
            "release" => await acts.Release(step, cancel),
            "next" => await acts.Next(step, cancel),
            "decide" or "decide-next" => await acts.Decide(step, verdict, goOn: act == "decide-next", cancel),
            "undo" => await acts.Undo(step, cancel),
            { } other when LeadContentActs.Names.Contains(other, StringComparer.Ordinal) => await contents.Run(step, other, await Request.ReadFormAsync(cancel), cancel),
            _ => Refusals.RequestMalformed,
        };
        return next.IsRefused ? new RefusedPageAnswer(next.Refusal) : Redirect(next.Value);
    }
}
