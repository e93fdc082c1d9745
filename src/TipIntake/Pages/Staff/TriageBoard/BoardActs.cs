using System.Globalization;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>What a form of the board says. A list of leads is ticked one by one, or stands in one field with spaces between.</summary>
internal sealed record BoardForm(string Act, string? Answer, string? Into, string? Lead, string[] Leads, string? Kind, string? Title, string? Outcome, string? On)
{
    /// <summary>As many as one act takes.</summary>
    public const int MostLeads = 500;

    public static BoardForm From(IFormCollection form)
    {
        string? Of(string name) => form[name].ToString().Trim() is { Length: > 0 } value ? value : null;
        var leads = form["leads"].SelectMany(value => (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return new BoardForm(Of("act") ?? "", Of("answer"), Of("into"), Of("lead"), [.. leads.Distinct(StringComparer.Ordinal).Take(MostLeads)], Of("kind"), Of("title"), Of("outcome"), Of("on"));
    }
}

/// <summary>What the buttons of the board do, and what the page says afterwards.</summary>
internal sealed class BoardActs(OpenHypothesis open, ChangeHypothesis change, RefuseSuggestion refuse, UndoLastAct undo)
{
    /// <summary>Where to go on; what was done can be taken back there.</summary>
    public async Task<Outcome<string>> Run(Person person, string reference, BoardForm form, CancellationToken cancel)
    {
        var here = AddressOf(reference);
        var subjects = new[] { form.Answer, form.Into, form.Lead }.OfType<string>().Concat(form.Leads);
        if (subjects.Any(subject => Lead.ObjectOf(subject) != reference))
        {
            return Refusals.NotFound;
        }

        var outcome = form.Act switch
        {
            "confirm" => await open.Run(person, reference, new OpenHypothesisRequest(form.Kind, form.Title, form.Leads), cancel),
            "move" => await Move(person, form, cancel),
            "undo" => await undo.Run(person, form.Answer ?? form.Lead ?? "", form.Into, cancel),
            "refuse" when form.Lead is { } lead => await refuse.Run(person, lead, new RefuseSuggestionRequest([.. form.Leads.Where(other => other != lead)]), cancel),
            _ when form.Answer is { } answer => await Change(person, answer, form, cancel),
            _ => Refusals.ValidationFailed,
        };
        return outcome switch
        {
            { IsRefused: false } when form.Act == "undo" => $"{here}?undone=true",
            { IsRefused: false } => $"{here}?done={DoneTo(form, outcome.Value)}{(form is { Act: "move", Into: not null, Answer: { } from } ? $"&from={from}" : "")}",
            { Refusal.Errors: not null } when form.Act == "merge" => $"{here}?fault=merge&answer={form.Answer}",
            { Refusal.Errors: not null } => $"{here}?fault={FaultOf(form)}",
            { Refusal.Code: "lead-state" or "lead-claimed" or "validation-failed" } => $"{here}?fault={outcome.Refusal!.Code}",
            _ => outcome.Refusal!,
        };
    }

    public static string AddressOf(string reference) => $"/triage/objects/{Uri.EscapeDataString(reference)}";

    // A merge goes on in the other one, and is taken back at the one that is gone.
    private static string DoneTo(BoardForm form, string result) => form.Act == "merge" ? form.Answer! : result;

    private static string FaultOf(BoardForm form) => form.Act is "confirm" or "describe" ? "title" : "choose";

    private async Task<Outcome<string>> Move(Person person, BoardForm form, CancellationToken cancel) => form switch
    {
        { Leads: [] } => Refusals.ValidationFailed,
        { Into: { } into } => await change.Put(person, into, new MoveLeadsRequest(form.Leads), cancel),
        { Answer: { } from } => await change.TakeOut(person, from, form.Leads, cancel),
        _ => Refusals.ValidationFailed,
    };

    private async Task<Outcome<string>> Change(Person person, string answer, BoardForm form, CancellationToken cancel) => form.Act switch
    {
        "merge" => await change.Merge(person, answer, new MergeHypothesesRequest(form.Into), cancel),
        "describe" => await change.Describe(person, answer, new DescribeHypothesisRequest(form.Kind, form.Title), cancel),
        "outcome" => await change.SetOutcome(person, answer, new SetOutcomeRequest(form.Outcome, DateOnly.TryParseExact(form.On, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? on : null), cancel),
        _ => Refusals.RequestMalformed,
    };
}
