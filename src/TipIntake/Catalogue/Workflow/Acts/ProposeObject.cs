using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <param name="IsNeutral">The texts and photos are neutral.</param>
/// <param name="ShowsNoPerson">No person, no part of one, no reflection.</param>
/// <param name="ShowsNoAbuse">Nothing of an abuse, nor of its surroundings that would show one.</param>
/// <param name="NamesNoVictim">Nothing that names a victim or lets somebody guess one.</param>
internal sealed record ProposeObjectRequest(bool? IsNeutral, bool? ShowsNoPerson, bool? ShowsNoAbuse, bool? NamesNoVictim);

internal sealed class ProposeObjectValidator : AbstractValidator<ProposeObjectRequest>
{
    public ProposeObjectValidator()
    {
        RuleFor(r => r.IsNeutral).Equal(true).WithErrorCode("value-missing");
        RuleFor(r => r.ShowsNoPerson).Equal(true).WithErrorCode("value-missing");
        RuleFor(r => r.ShowsNoAbuse).Equal(true).WithErrorCode("value-missing");
        RuleFor(r => r.NamesNoVictim).Equal(true).WithErrorCode("value-missing");
    }
}

/// <summary>An editor stands up for an object, point by point, and asks for a second person.</summary>
internal sealed class ProposeObject(ObjectDesk desk)
{
    private readonly ProposeObjectValidator validator = new();

    public static async Task<IResult> Handle(HttpContext context, string reference, ProposeObject use)
    {
        var body = await StrictJson.Read(context, CatalogueRequestsJson.Default.ProposeObjectRequest);
        return body.IsRefused
            ? body.Refusal.ToProblem()
            : await ObjectDesk.Answer(context, version => use.Run(Person.Of(context), reference, version, body.Value.Value, context.RequestAborted));
    }

    public async Task<Outcome<ActOnObjectResponse>> Run(Person person, string reference, long version, ProposeObjectRequest request, CancellationToken cancel)
    {
        if (validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var act = new ObjectAct(person, reference, version, AuditActs.ObjectProposed);
        var attestation = new Attestation(IsNeutral: true, ShowsNoPerson: true, ShowsNoAbuse: true, NamesNoVictim: true);
        return await desk.Act(act, current => ObjectDecisions.Propose(current, attestation, act.By), cancel);
    }
}
