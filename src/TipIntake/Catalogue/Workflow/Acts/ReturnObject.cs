using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <param name="Reason">Of the closed list.</param>
/// <param name="Note">To the editor. At most 600 characters.</param>
internal sealed record ReturnObjectRequest(string? Reason, string? Note = null);

internal sealed class ReturnObjectValidator : AbstractValidator<ReturnObjectRequest>
{
    public const int LongestNote = 600;

    public static readonly string[] Reasons = ["shows-person", "shows-abuse", "names-victim", "not-neutral", "text-wrong", "photo-poor", "duplicate", "other"];

    public ReturnObjectValidator()
    {
        RuleFor(r => r.Reason).IsGiven("reason-missing").IsOneOf(Reasons, "value-unknown");
        RuleFor(r => r.Note).AtMost(LongestNote, "value-too-long");
    }
}

/// <summary>A publisher gives an object back to its editors, with a reason.</summary>
internal sealed class ReturnObject(ObjectDesk desk)
{
    private readonly ReturnObjectValidator validator = new();

    public static async Task<IResult> Handle(HttpContext context, string reference, ReturnObject use)
    {
        var body = await StrictJson.Read(context, CatalogueRequestsJson.Default.ReturnObjectRequest);
        return body.IsRefused
            ? body.Refusal.ToProblem()
            : await ObjectDesk.Answer(context, version => use.Run(Person.Of(context), reference, version, body.Value.Value, context.RequestAborted));
    }

    public async Task<Outcome<ActOnObjectResponse>> Run(Person person, string reference, long version, ReturnObjectRequest sent, CancellationToken cancel)
    {
        var request = sent with { Note = sent.Note is { } note && HostileText.Clean(note).Text is { Length: > 0 } clean ? clean : null };
        if (validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var act = new ObjectAct(person, reference, version, AuditActs.ObjectReturned, request.Reason);
        return await desk.Act(act, current => ObjectDecisions.Return(current, request.Reason!, request.Note, act.By), cancel);
    }
}
