using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <param name="PublishAt">Left out: now. Else within a year.</param>
internal sealed record PublishObjectRequest(DateTimeOffset? PublishAt = null);

internal sealed class PublishObjectValidator : AbstractValidator<PublishObjectRequest>
{
    private const int MostDays = 366;

    public PublishObjectValidator()
        : this(TimeProvider.System)
    {
    }

    public PublishObjectValidator(TimeProvider clock) =>
        RuleFor(r => r.PublishAt).Must(at => at is not { } time || (time > clock.GetUtcNow() && time <= clock.GetUtcNow().AddDays(MostDays))).WithErrorCode("value-not-acceptable");
}

/// <summary>A publisher shows an approved object to the public, now or at a time.</summary>
internal sealed class PublishObject(ObjectDesk desk, TimeProvider clock)
{
    private readonly PublishObjectValidator validator = new(clock);

    public static async Task<IResult> Handle(HttpContext context, string reference, PublishObject use)
    {
        var body = await StrictJson.Read(context, CatalogueRequestsJson.Default.PublishObjectRequest);
        return body.IsRefused
            ? body.Refusal.ToProblem()
            : await ObjectDesk.Answer(context, version => use.Run(Person.Of(context), reference, version, body.Value.Value.PublishAt, context.RequestAborted));
    }

    public async Task<Outcome<ActOnObjectResponse>> Run(Person person, string reference, long version, DateTimeOffset? publishAt, CancellationToken cancel)
    {
        if (validator.Validate(new PublishObjectRequest(publishAt)) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        if (publishAt?.ToUniversalTime() is not { } at)
        {
            var now = new ObjectAct(person, reference, version, AuditActs.ObjectPublished);
            return await desk.Act(now, current => ObjectDecisions.Publish(current, clock.GetUtcNow(), now.By), cancel);
        }

        AuditDetail[] when = [new("publish-at", at.ToString("O", System.Globalization.CultureInfo.InvariantCulture))];
        var later = new ObjectAct(person, reference, version, AuditActs.ObjectScheduled, Details: when);
        return await desk.Act(later, current => ObjectDecisions.Schedule(current, at, later.By), cancel);
    }
}
