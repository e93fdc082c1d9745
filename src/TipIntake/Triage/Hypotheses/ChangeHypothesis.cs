using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <param name="Kind">product, seller, place, period, maker or not-real.</param>
/// <param name="Title">What reviewers call it. 1 to 200 characters.</param>
internal sealed record DescribeHypothesisRequest(string? Kind, string? Title);

/// <param name="Leads">Ids of leads of the same object. At most 500.</param>
internal sealed record MoveLeadsRequest(string[]? Leads);

/// <param name="Into">The hypothesis that takes everything over.</param>
internal sealed record MergeHypothesesRequest(string? Into);

/// <param name="Outcome">open, identified, narrowed, too-common, ruled-out, passed-on or led-to-action.</param>
/// <param name="On">On which day; today if it is left out.</param>
internal sealed record SetOutcomeRequest(string? Outcome, DateOnly? On);

internal sealed class DescribeHypothesisValidator : AbstractValidator<DescribeHypothesisRequest>
{
    public DescribeHypothesisValidator()
    {
        RuleFor(r => r.Kind).IsGiven().IsOneOf(HypothesisKinds.All, "value-unknown");
        RuleFor(r => r.Title).Must(title => !string.IsNullOrWhiteSpace(title)).WithErrorCode("value-missing");
        RuleFor(r => r.Title).MaximumLength(OpenHypothesisValidator.LongestTitle).WithErrorCode("value-too-long");
    }
}

internal sealed class MoveLeadsValidator : AbstractValidator<MoveLeadsRequest>
{
    public MoveLeadsValidator()
    {
        RuleFor(r => r.Leads).Must(leads => leads is { Length: > 0 }).WithErrorCode("value-missing");
        RuleFor(r => r.Leads).Must(leads => leads is not { Length: > OpenHypothesisValidator.MostLeads }).WithErrorCode("value-not-acceptable");
    }
}

internal sealed class MergeHypothesesValidator : AbstractValidator<MergeHypothesesRequest>
{
    public MergeHypothesesValidator() => RuleFor(r => r.Into).IsGiven();
}

internal sealed class SetOutcomeValidator : AbstractValidator<SetOutcomeRequest>
{
    public static readonly string[] Outcomes = [.. Enum.GetValues<HypothesisOutcome>().Select(NameOf)];

    public SetOutcomeValidator() => RuleFor(r => r.Outcome).IsGiven().IsOneOf(Outcomes, "value-unknown");

    public static string NameOf(HypothesisOutcome outcome) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.ToString());
}

/// <summary>What reviewers do with a hypothesis. Everything has its way back: put under and take out, merge and part again, an outcome and another one.</summary>
internal sealed class ChangeHypothesis(HypothesisDesk desk, TimeProvider clock)
{
    private static readonly DescribeHypothesisValidator DescribeValidator = new();
    private static readonly SetOutcomeValidator OutcomeValidator = new();
    private static readonly MoveLeadsValidator MoveValidator = new();
    private static readonly MergeHypothesesValidator MergeValidator = new();

    public static async Task<IResult> HandleDescribe(HttpContext context, string id, ChangeHypothesis change)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.DescribeHypothesisRequest);
        return body.IsRefused ? body.Refusal.ToProblem() : HypothesisAnswers.Of(await change.Describe(Person.Of(context), id, body.Value.Value, context.RequestAborted));
    }

    public static async Task<IResult> HandlePut(HttpContext context, string id, ChangeHypothesis change)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.MoveLeadsRequest);
        return body.IsRefused ? body.Refusal.ToProblem() : HypothesisAnswers.Of(await change.Put(Person.Of(context), id, body.Value.Value, context.RequestAborted));
    }

    public static async Task<IResult> HandleTakeOut(HttpContext context, string id, string lead, ChangeHypothesis change) =>
        HypothesisAnswers.Of(await change.TakeOut(Person.Of(context), id, [lead], context.RequestAborted));

    public static async Task<IResult> HandleMerge(HttpContext context, string id, ChangeHypothesis change)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.MergeHypothesesRequest);
        return body.IsRefused ? body.Refusal.ToProblem() : HypothesisAnswers.Of(await change.Merge(Person.Of(context), id, body.Value.Value, context.RequestAborted));
    }

    public static async Task<IResult> HandlePart(HttpContext context, string id, ChangeHypothesis change) =>
        HypothesisAnswers.Of(await change.Part(Person.Of(context), id, context.RequestAborted));

    public static async Task<IResult> HandleOutcome(HttpContext context, string id, ChangeHypothesis change)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.SetOutcomeRequest);
        return body.IsRefused ? body.Refusal.ToProblem() : HypothesisAnswers.Of(await change.SetOutcome(Person.Of(context), id, body.Value.Value, context.RequestAborted));
    }

    public async Task<Outcome<string>> Describe(Person person, string id, DescribeHypothesisRequest request, CancellationToken cancel)
    {
        if (DescribeValidator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        return await On(person, id, AuditActs.HypothesisDescribed, (work, _) =>
        {
            work.Session.Events.Append(id, new HypothesisDescribed(HypothesisKinds.Of(request.Kind!), work.By));
            work.Session.Store(new HypothesisTitle(id, request.Title!.Trim()));
            return Task.FromResult<Outcome<string>>(id);
        }, cancel);
    }

    public async Task<Outcome<string>> Put(Person person, string id, MoveLeadsRequest request, CancellationToken cancel)
    {
        if (MoveValidator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        return await On(person, id, AuditActs.LeadsPutUnder, async (work, _) =>
        {
            if (await work.Hold([.. request.Leads!.Distinct(StringComparer.Ordinal)]) is not { } rows)
            {
                return Refusals.NotFound;
            }

            await work.Move(rows, id);
            return id;
        }, cancel);
    }

    public Task<Outcome<string>> TakeOut(Person person, string id, string[] leads, CancellationToken cancel) => On(person, id, AuditActs.LeadsTakenOut, async (work, _) =>
    {
        if (await work.Hold([.. leads.Distinct(StringComparer.Ordinal)]) is not { Length: > 0 } rows || Array.Exists(rows, row => row.Hypothesis != id))
        {
            return Refusals.NotFound;
        }

        await work.Move(rows, null);
        return id;
    }, cancel);

    public async Task<Outcome<string>> Merge(Person person, string id, MergeHypothesesRequest request, CancellationToken cancel)
    {
        if (MergeValidator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        return await On(person, id, AuditActs.HypothesesMerged, async (work, hypothesis) =>
        {
            var into = request.Into!;
            if (into == id || await work.Find(into) is null || await work.Hold(hypothesis.Leads) is not { } rows)
            {
                return Refusals.NotFound;
            }

            await work.Move(rows, into);
            work.Session.Events.Append(id, new HypothesisMerged(into, hypothesis.Leads, work.By));
            return into;
        }, cancel);
    }

    /// <summary>Undoes a merge: what is still where the merge put it comes back.</summary>
    public Task<Outcome<string>> Part(Person person, string id, CancellationToken cancel)
    {
        return Lead.ObjectOf(id) is { } reference ? desk.Act(person, reference, AuditActs.MergeUndone, Undo, cancel) : Task.FromResult<Outcome<string>>(Refusals.NotFound);

        async Task<Outcome<string>> Undo(HypothesisDesk.Workplace work)
        {
            if (await work.Session.LoadAsync<Hypothesis>(id, work.Cancel) is not { MergedInto: { } into } merged || merged.Object != reference || await work.Hold(merged.MergedLeads) is not { } rows)
            {
                return Refusals.NotFound;
            }

            work.Session.Events.Append(id, new MergeUndone(work.By));
            await work.Session.SaveChangesAsync(work.Cancel);
            await work.Move([.. rows.Where(row => row.Hypothesis == into)], id);
            return id;
        }
    }

    public async Task<Outcome<string>> SetOutcome(Person person, string id, SetOutcomeRequest request, CancellationToken cancel)
    {
        if (OutcomeValidator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var outcome = Enum.GetValues<HypothesisOutcome>().First(one => SetOutcomeValidator.NameOf(one) == request.Outcome);
        return await On(person, id, AuditActs.OutcomeSet, async (work, hypothesis) =>
        {
            var now = clock.GetUtcNow();
            work.Session.Events.Append(id, new OutcomeSet(outcome, request.On ?? DateOnly.FromDateTime(now.UtcDateTime), work.By));
            if (UsedTips.CameToSomething(outcome) || UsedTips.CameToSomething(hypothesis.Outcome))
            {
                await work.Session.SaveChangesAsync(work.Cancel);
                await UsedTips.Follow(work.Transaction, hypothesis.Leads, now, work.Cancel);
            }

            return id;
        }, cancel);
    }

    private async Task<Outcome<string>> On(Person person, string id, string act, Func<HypothesisDesk.Workplace, Hypothesis, Task<Outcome<string>>> change, CancellationToken cancel) =>
        Lead.ObjectOf(id) is { } reference
            ? await desk.Act(person, reference, act, async work => await work.Find(id) is { } hypothesis ? await change(work, hypothesis) : Refusals.NotFound, cancel)
            : Refusals.NotFound;
}
