using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <param name="Reason">Of the closed list.</param>
internal sealed record WithdrawObjectRequest(string? Reason);

internal sealed class WithdrawObjectValidator : AbstractValidator<WithdrawObjectRequest>
{
    public static readonly string[] Reasons = ["shows-person", "shows-abuse", "names-victim", "not-neutral", "wrong", "no-longer-needed", "other"];

    public WithdrawObjectValidator() => RuleFor(r => r.Reason).IsGiven("reason-missing").IsOneOf(Reasons, "value-unknown");
}

/// <summary>A publisher takes an object away from the public, at once and for good.</summary>
internal sealed class WithdrawObject(ObjectDesk desk, TimeProvider clock)
{
    private readonly WithdrawObjectValidator validator = new();

    public static async Task<IResult> Handle(HttpContext context, string reference, WithdrawObject use)
    {
        var body = await StrictJson.Read(context, CatalogueRequestsJson.Default.WithdrawObjectRequest);
        return body.IsRefused
            ? body.Refusal.ToProblem()
            : await ObjectDesk.Answer(context, version => use.Run(Person.Of(context), reference, version, body.Value.Value, context.RequestAborted));
    }

    public async Task<Outcome<ActOnObjectResponse>> Run(Person person, string reference, long version, WithdrawObjectRequest request, CancellationToken cancel)
    {
        if (validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var act = new ObjectAct(person, reference, version, AuditActs.ObjectWithdrawn, request.Reason);
        return await desk.Act(act, current => ObjectDecisions.Withdraw(current, request.Reason!, clock.GetUtcNow(), act.By), cancel);
    }
}
