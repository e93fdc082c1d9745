using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>What the buttons beside the tips of a lead do: which answer it gives, which tips leave it, what a sender is asked.</summary>
internal sealed class LeadContentActs(ChangeHypothesis change, SplitLead split, MergeLeads merge, AskSender ask)
{
    public static readonly string[] Names = ["put", "take-out", "split", "unsplit", "merge", "unmerge", "ask"];

    public async Task<Outcome<string>> Run(LeadStep step, string act, IFormCollection form, CancellationToken cancel)
    {
        var answer = form["answer"].ToString();
        var done = act switch
        {
            "put" when answer.Length == 0 => Refusals.ValidationFailed,
            "put" => await change.Put(step.Person, answer, new MoveLeadsRequest([step.Lead]), cancel),
            "take-out" => await change.TakeOut(step.Person, answer, [step.Lead], cancel),
            "split" => await split.Run(step.Person, step.Lead, new SplitLeadRequest(TipsOf(form)), cancel),
            "unsplit" => await split.Undo(step.Person, step.Lead, cancel),
            "merge" => await merge.Run(step.Person, step.Lead, new MergeLeadsRequest(Other(step.Lead, form["into"].ToString().Trim())), cancel),
            "unmerge" => await merge.Undo(step.Person, step.Lead, cancel),
            _ => await Ask(step.Person, form, cancel),
        };
        return done switch
        {
            { IsRefused: false } when act is "merge" => step.Chosen.At($"/triage/leads/{done.Value}", ("merged", step.Lead)),
            { IsRefused: false } when act is "split" or "unsplit" or "unmerge" => step.Chosen.At($"/triage/leads/{done.Value}"),
            { IsRefused: false } => step.Here,
            { Refusal.Code: "validation-failed" } => LeadActs.At(step, ("fault", act is "split" ? "tips" : act is "ask" ? "question" : act is "merge" ? "merge" : "answer")),
            { Refusal.Code: "lead-claimed" or "lead-state" or "messages-full" } => LeadActs.At(step, ("fault", act is "split" && done.Refusal!.Code == "lead-state" ? "tips" : done.Refusal!.Code)),
            { Refusal.Code: "not-found" } when act is "merge" => LeadActs.At(step, ("fault", "merge")),
            _ => done.Refusal!,
        };
    }

    // People say the number alone.
    private static string Other(string lead, string said) => said.Length is > 0 and < 10 && said.All(char.IsAsciiDigit) ? $"{Lead.ObjectOf(lead)}.{said}" : said;

    private static Guid[] TipsOf(IFormCollection form) => [.. form["tips"].Select(value => Guid.TryParse(value, out var tip) ? tip : Guid.Empty).Where(tip => tip != Guid.Empty)];

    private async Task<Outcome<string>> Ask(Person person, IFormCollection form, CancellationToken cancel)
    {
        _ = Guid.TryParse(form["tip"], out var tip);
        return await ask.Run(person, tip, new AskSenderRequest(form["question"]), cancel) is { } refusal ? refusal : "";
    }
}
