using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>What the buttons beside the tips of a lead do: which answer it gives, which tips leave it, what a sender is asked.</summary>
internal sealed class LeadContentActs(ChangeHypothesis change, SplitLead split, AskSender ask)
{
    public static readonly string[] Names = ["put", "take-out", "split", "unsplit", "ask"];

    public async Task<Outcome<string>> Run(LeadStep step, string act, IFormCollection form, CancellationToken cancel)
    {
        var answer = form["answer"].ToString();
        var done = act switch
        {
            "put" => await change.Put(step.Person, answer, new MoveLeadsRequest([step.Lead]), cancel),
            "take-out" => await change.TakeOut(step.Person, answer, [step.Lead], cancel),
            "split" => await split.Run(step.Person, step.Lead, new SplitLeadRequest(TipsOf(form)), cancel),
            "unsplit" => await split.Undo(step.Person, step.Lead, cancel),
            _ => await Ask(step.Person, form, cancel),
        };
        return done switch
        {
            { IsRefused: false } when act is "split" or "unsplit" => step.Chosen.At($"/triage/leads/{done.Value}"),
            { IsRefused: false } => step.Here,
            { Refusal.Errors: not null } => LeadActs.At(step, ("fault", act is "split" ? "tips" : act is "ask" ? "question" : "answer")),
            { Refusal.Code: "lead-claimed" or "lead-state" or "messages-full" } => LeadActs.At(step, ("fault", act is "split" && done.Refusal!.Code == "lead-state" ? "tips" : done.Refusal!.Code)),
            _ => done.Refusal!,
        };
    }

    private static Guid[] TipsOf(IFormCollection form) => [.. form["tips"].Select(value => Guid.TryParse(value, out var tip) ? tip : Guid.Empty).Where(tip => tip != Guid.Empty)];

    private async Task<Outcome<string>> Ask(Person person, IFormCollection form, CancellationToken cancel)
    {
        _ = Guid.TryParse(form["tip"], out var tip);
        return await ask.Run(person, tip, new AskSenderRequest(form["question"]), cancel) is { } refusal ? refusal : "";
    }
}
