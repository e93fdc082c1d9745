using FluentValidation;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <param name="Text">The question, in the sender's language. 1 to 1,000 characters; it must not tell more than the public knows.</param>
internal sealed record AskSenderRequest(string? Text);

internal sealed class AskSenderValidator : AbstractValidator<AskSenderRequest>
{
    public const int Longest = 1_000;

    public AskSenderValidator()
    {
        RuleFor(r => r.Text).Must(text => !string.IsNullOrWhiteSpace(text)).WithErrorCode("value-missing");
        RuleFor(r => r.Text).MaximumLength(Longest).WithErrorCode("value-too-long");
    }
}

/// <summary>A reviewer asks a sender something. It appears behind the receipt; nobody can be reached who does not come back by themselves.</summary>
internal sealed class AskSender(IDocumentSession session, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Of one tip; whoever is asked more often does not come back.</summary>
    public const int MostQuestions = 20;

    private static readonly AskSenderValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, Guid id, AskSender ask)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.AskSenderRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        return await ask.Run(Person.Of(context), id, body.Value.Value, context.RequestAborted) is { } refusal ? refusal.ToProblem() : PersonalAnswer.Empty();
    }

    public async Task<Refusal?> Run(Person person, Guid id, AskSenderRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        // Held, so that a withdrawal at this moment leaves no question behind.
        if (await session.TipWithin(person.Scope, id, cancel) is not { IsWithdrawn: false } tip || !await Hold(id, cancel))
        {
            return Refusals.NotFound;
        }

        if (await session.Query<TipMessage>().CountAsync(message => message.TipId == id && message.From == MessageFrom.Reviewer, cancel) >= MostQuestions)
        {
            return Refusals.MessagesFull;
        }

        var now = clock.GetUtcNow();
        session.Insert(new TipMessage { Id = Guid.CreateVersion7(now), TipId = id, From = MessageFrom.Reviewer, Text = request.Text!.Trim(), At = now });
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.QuestionAsked, $"tip:{id}", Details: [new("object", tip.Object)]));
        await session.SaveChangesAsync(CancellationToken.None);
        return null;
    }

    // Until the session ends, as whoever adds to a tip and withdraws it does.
    private async Task<bool> Hold(Guid id, CancellationToken cancel)
    {
        await session.BeginTransactionAsync(cancel);
        return await session.QueryAsync<Tip>("where id = ? for update", cancel, id) is [{ IsWithdrawn: false }];
    }
}
