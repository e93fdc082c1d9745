using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <param name="Kind">product, seller, place, period, maker or not-real.</param>
/// <param name="Title">What reviewers call it. 1 to 200 characters.</param>
/// <param name="Leads">Which leads give this answer; may be none yet.</param>
internal sealed record OpenHypothesisRequest(string? Kind, string? Title, string[]? Leads);

/// <param name="Id">Of the hypothesis.</param>
internal sealed record HypothesisResponse(string Id);

internal sealed class OpenHypothesisValidator : AbstractValidator<OpenHypothesisRequest>
{
    public const int LongestTitle = 200;
    public const int MostLeads = 500;

    public OpenHypothesisValidator()
    {
        RuleFor(r => r.Kind).IsGiven().IsOneOf(HypothesisKinds.All, "value-unknown");
        RuleFor(r => r.Title).Must(title => !string.IsNullOrWhiteSpace(title)).WithErrorCode("value-missing");
        RuleFor(r => r.Title).MaximumLength(LongestTitle).WithErrorCode("value-too-long");
        RuleFor(r => r.Leads).Must(leads => leads is null or { Length: <= MostLeads }).WithErrorCode("value-not-acceptable");
    }
}

internal static class HypothesisKinds
{
    public static readonly string[] All = [.. Enum.GetValues<HypothesisKind>().Select(NameOf)];

    public static string NameOf(HypothesisKind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    public static HypothesisKind Of(string name) => Enum.GetValues<HypothesisKind>().First(kind => NameOf(kind) == name);
}

/// <summary>A reviewer names an answer, mostly by confirming what the machine put together.</summary>
internal sealed class OpenHypothesis(HypothesisDesk desk, TimeProvider clock)
{
    private static readonly OpenHypothesisValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, string reference, OpenHypothesis open)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.OpenHypothesisRequest);
        return body.IsRefused ? body.Refusal.ToProblem() : HypothesisAnswers.Of(await open.Run(Person.Of(context), reference, body.Value.Value, context.RequestAborted), StatusCodes.Status201Created);
    }

    public async Task<Outcome<string>> Run(Person person, string reference, OpenHypothesisRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        return await desk.Act(person, reference, AuditActs.HypothesisOpened, async work =>
        {
            if (await work.Hold([.. (request.Leads ?? []).Distinct(StringComparer.Ordinal)]) is not { } leads)
            {
                return Refusals.NotFound;
            }

            var number = await Numbers.Next(work.Transaction.Database, reference, Numbers.OfHypotheses, 1, work.Cancel);
            var id = Hypothesis.IdOf(reference, number);
            work.Session.Events.StartStream<Hypothesis>(id, new HypothesisOpened(reference, number, HypothesisKinds.Of(request.Kind!), work.By, clock.GetUtcNow()));
            work.Session.Store(new HypothesisTitle(id, request.Title!.Trim()));
            await work.Session.SaveChangesAsync(work.Cancel);
            await work.Move(leads, id, suggested: true);
            return id;
        }, cancel);
    }
}

internal static class HypothesisAnswers
{
    public static IResult Of(Outcome<string> outcome, int status = StatusCodes.Status200OK) =>
        outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(new HypothesisResponse(outcome.Value), TriageAnswersJson.Readable.HypothesisResponse, status);
}
