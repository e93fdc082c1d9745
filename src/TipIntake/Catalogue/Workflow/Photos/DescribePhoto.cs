using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <param name="AlternativeText">What it shows, by language, for those who cannot see it. At most 400 characters each.</param>
internal sealed record DescribePhotoRequest(Dictionary<string, string>? AlternativeText);

internal sealed class DescribePhotoValidator : AbstractValidator<DescribePhotoRequest>
{
    public DescribePhotoValidator()
    {
        RuleFor(r => r.AlternativeText).Must(text => text is { Count: > 0 }).WithErrorCode("value-missing");
        RuleFor(r => r.AlternativeText).HasTexts(ObjectEntryValidator.LongestAlternativeText);
    }
}

/// <summary>An editor says what a photo shows.</summary>
internal sealed class DescribePhoto(ObjectDesk desk)
{
    private readonly DescribePhotoValidator validator = new();

    public static async Task<IResult> Handle(HttpContext context, string reference, string id, DescribePhoto use)
    {
        var body = await StrictJson.Read(context, CatalogueRequestsJson.Default.DescribePhotoRequest);
        return body.IsRefused
            ? body.Refusal.ToProblem()
            : await ObjectDesk.Answer(context, version => use.Run(Person.Of(context), reference, id, version, body.Value.Value, context.RequestAborted));
    }

    public async Task<Outcome<ActOnObjectResponse>> Run(Person person, string reference, string id, long version, DescribePhotoRequest sent, CancellationToken cancel)
    {
        var request = new DescribePhotoRequest(TextsByLanguage.Clean(sent.AlternativeText));
        if (validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var act = new ObjectAct(person, reference, version, AuditActs.ObjectPhotoDescribed, Details: [new("photo", id)]);
        return await desk.Act(act, current => ObjectDecisions.DescribePhoto(current, id, request.AlternativeText!, act.By), cancel);
    }
}
