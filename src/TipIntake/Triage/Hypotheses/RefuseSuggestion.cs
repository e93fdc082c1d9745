using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <param name="Others">Leads or hypotheses with which it does not belong together.</param>
internal sealed record RefuseSuggestionRequest(string[]? Others);

internal sealed class RefuseSuggestionValidator : AbstractValidator<RefuseSuggestionRequest>
{
    private const int MostOthers = 500;

    public RefuseSuggestionValidator()
    {
        RuleFor(r => r.Others).Must(others => others is { Length: > 0 }).WithErrorCode("value-missing");
        RuleFor(r => r.Others).Must(others => others is not { Length: > MostOthers }).WithErrorCode("value-not-acceptable");
    }
}

/// <summary>A reviewer says that leads do not give the same answer. What was refused once is not suggested again.</summary>
internal sealed class RefuseSuggestion(HypothesisDesk desk)
{
    private static readonly RefuseSuggestionValidator Validator = new();

    private const string Keep = $"""
        insert into {RefusedSuggestionTable.QualifiedName} (object, lead, other)
        select $1, one, other from unnest($3::text[]) as o (other), lateral (select $2::text as one) l
        union select $1, other, $2 from unnest($3::text[]) as o (other) where other not like '%.H%' on conflict do nothing
        """;

    private const string TakeBack = $"delete from {RefusedSuggestionTable.QualifiedName} where object = $1 and ((lead = $2 and other = any($3)) or (other = $2 and lead = any($3)))";

    public static Task<IResult> Handle(HttpContext context, string id, RefuseSuggestion refuse) => Handle(context, request => refuse.Run(Person.Of(context), id, request, context.RequestAborted));

    public static Task<IResult> HandleUndo(HttpContext context, string id, RefuseSuggestion refuse) => Handle(context, request => refuse.Undo(Person.Of(context), id, request, context.RequestAborted));

    public Task<Outcome<string>> Run(Person person, string lead, RefuseSuggestionRequest request, CancellationToken cancel) =>
        Change(person, lead, request, AuditActs.SuggestionRefused, Keep, (others, by) => new SuggestionRefused(others, by), cancel);

    public Task<Outcome<string>> Undo(Person person, string lead, RefuseSuggestionRequest request, CancellationToken cancel) =>
        Change(person, lead, request, AuditActs.RefusalTakenBack, TakeBack, (others, by) => new RefusalTakenBack(others, by), cancel);

    private static async Task<IResult> Handle(HttpContext context, Func<RefuseSuggestionRequest, Task<Outcome<string>>> act)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.RefuseSuggestionRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        var outcome = await act(body.Value.Value);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Empty();
    }

    private async Task<Outcome<string>> Change(Person person, string lead, RefuseSuggestionRequest request, string act, string sql, Func<string[], string, object> @event, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var others = request.Others!.Distinct(StringComparer.Ordinal).ToArray();
        var reference = Lead.ObjectOf(lead);
        if (reference is null || others.Any(other => Lead.ObjectOf(other) != reference))
        {
            return Refusals.NotFound;
        }

        return await desk.Act(person, reference, act, async work =>
        {
            if (await work.Hold([lead]) is null)
            {
                return Refusals.NotFound;
            }

            work.Session.Events.Append(lead, @event(others, work.By));
            await work.Transaction.Run(sql, work.Cancel, reference, lead, others);
            return lead;
        }, cancel);
    }
}
