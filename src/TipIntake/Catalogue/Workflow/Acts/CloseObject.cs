using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <param name="Result">What came of it; of the closed list.</param>
/// <param name="Text">What the public reads, by language, the object's default language among them. At most 1,000 characters each.</param>
internal sealed record CloseObjectRequest(string? Result, Dictionary<string, string>? Text);

internal sealed class CloseObjectValidator : AbstractValidator<CloseObjectRequest>
{
    public static readonly string[] Results = ["recognised", "not-recognised", "solved-otherwise", "no-longer-needed"];

    public CloseObjectValidator()
    {
        RuleFor(r => r.Result).IsGiven().IsOneOf(Results, "value-unknown");
        RuleFor(r => r.Text).Must(text => text is { Count: > 0 }).WithErrorCode("value-missing");
        RuleFor(r => r.Text).HasTexts(ObjectEntryValidator.LongestClosingText);
    }
}

/// <summary>A publisher ends an appeal and tells the public what came of it.</summary>
internal sealed class CloseObject(ObjectDesk desk, TimeProvider clock)
{
    private readonly CloseObjectValidator validator = new();

    public static async Task<IResult> Handle(HttpContext context, string reference, CloseObject use)
    {
        var body = await StrictJson.Read(context, CatalogueRequestsJson.Default.CloseObjectRequest);
        return body.IsRefused
            ? body.Refusal.ToProblem()
            : await ObjectDesk.Answer(context, version => use.Run(Person.Of(context), reference, version, body.Value.Value, context.RequestAborted));
    }

    public async Task<Outcome<ActOnObjectResponse>> Run(Person person, string reference, long version, CloseObjectRequest sent, CancellationToken cancel)
    {
        var request = sent with { Text = TextsByLanguage.Clean(sent.Text) };
        if (validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var act = new ObjectAct(person, reference, version, AuditActs.ObjectClosed, request.Result);
        return await desk.Act(
            act,
            current => request.Text!.ContainsKey(current.Texts.DefaultLanguage)
                ? ObjectDecisions.Close(current, request.Result!, request.Text, clock.GetUtcNow(), act.By)
                : Refusals.ObjectIncomplete,
            cancel);
    }
}
