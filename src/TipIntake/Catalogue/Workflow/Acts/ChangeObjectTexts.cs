using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <param name="Texts">All of them, as they shall be from now on.</param>
internal sealed record ChangeObjectTextsRequest(SentTexts? Texts);

internal sealed class ChangeObjectTextsValidator : AbstractValidator<ChangeObjectTextsRequest>
{
    public ChangeObjectTextsValidator()
    {
        RuleFor(r => r.Texts).NotNull().WithErrorCode("value-missing");
        RuleFor(r => r.Texts!).SetValidator(new SentTextsValidator()).WithErrorCode("value-not-acceptable").When(r => r.Texts is not null);
    }
}

/// <summary>An editor writes other texts; what was proposed or approved is a draft again.</summary>
internal sealed class ChangeObjectTexts(ObjectDesk desk)
{
    private readonly ChangeObjectTextsValidator validator = new();

    public static async Task<IResult> Handle(HttpContext context, string reference, ChangeObjectTexts use)
    {
        var body = await StrictJson.Read(context, CatalogueRequestsJson.Default.ChangeObjectTextsRequest);
        return body.IsRefused
            ? body.Refusal.ToProblem()
            : await ObjectDesk.Answer(context, version => use.Run(Person.Of(context), reference, version, body.Value.Value, context.RequestAborted));
    }

    public async Task<Outcome<ActOnObjectResponse>> Run(Person person, string reference, long version, ChangeObjectTextsRequest sent, CancellationToken cancel)
    {
        var request = new ChangeObjectTextsRequest(sent.Texts?.Cleaned());
        if (validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var texts = request.Texts!.ToTexts();
        if (!person.Scope.Covers(reference, texts.Regions))
        {
            return Refusals.NotAllowed;
        }

        var act = new ObjectAct(person, reference, version, AuditActs.ObjectTextsChanged);
        return await desk.Act(act, current => ObjectDecisions.ChangeTexts(current, texts, act.By), cancel);
    }
}
