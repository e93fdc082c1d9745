using System.ComponentModel.DataAnnotations;
using FluentValidation;
using TipIntake.Platform;
using TipIntake.Security.Keys;
using TipIntake.Storage;

namespace TipIntake.Tips;

/// <param name="Receipt">The code shown when the tip was sent.</param>
/// <param name="Text">What you want to add, or your answer to a question. 1 to 4,000 characters.</param>
internal sealed record AddToTipRequest(string? Receipt, [property: MinLength(TipText.ShortestMessage), MaxLength(TipText.Longest)] string? Text);

/// <param name="ReceivedAt">When the message was stored.</param>
internal sealed record AddToTipResponse(DateTimeOffset ReceivedAt);

internal sealed class AddToTipValidator : AbstractValidator<AddToTipRequest>
{
    public AddToTipValidator()
    {
        RuleFor(r => r.Receipt).IsReceipt();
        RuleFor(r => r.Text).IsMessageText();
    }
}

/// <summary>The sender adds something, or answers a reviewer's question.</summary>
internal sealed class AddToTip(NamedTips tips, KeyRing keys, StorageGuard guard, TimeProvider clock)
{
    private static readonly AddToTipValidator Validator = new();

    /// <summary>Enough for any conversation; a bound, because each costs a row.</summary>
    public const int MostMessages = 100;

    public static async Task<IResult> Handle(HttpContext context, AddToTip add)
    {
        var key = IdempotencyKey.Of(context.Request);
        if (key.IsRefused)
        {
            return key.Refusal.ToProblem();
        }

        var body = await StrictJson.Read(context, TipRequestsJson.Default.AddToTipRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        var outcome = await add.Run(body.Value.Value, body.Value.TextReplaced, key.Value, context.RequestAborted);
        return outcome.IsRefused
            ? outcome.Refusal.ToProblem()
            : PersonalAnswer.Json(outcome.Value, TipAnswersJson.Readable.AddToTipResponse, StatusCodes.Status201Created);
    }

    public async Task<Outcome<AddToTipResponse>> Run(AddToTipRequest sent, bool textReplaced, string idempotencyKey, CancellationToken cancel)
    {
        var replaced = textReplaced;
        var request = sent with { Text = SubmittedText.Required(sent.Text, ref replaced) };

        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var tip = await tips.Of(request.Receipt, cancel);
        if (tip.IsRefused)
        {
            return tip.Refusal;
        }

        if (!guard.MayPromise)
        {
            return Refusals.StorageUnavailable;
        }

        // Never the request's token: a sender who leaves must not take back what is being stored.
        var message = Message(request, replaced, tip.Value, idempotencyKey);
        var (outcome, standing) = await tips.Add(message, TipNews.Of(TipNewsKind.Added, tip.Value.Lane, [message.TipId], message.At), MostMessages, CancellationToken.None);
        return outcome switch
        {
            Addition.Added => new AddToTipResponse(message.At),
            Addition.Stands => Answer(standing!, message),
            Addition.Full => Refusals.MessagesFull,
            _ => Refusals.ReceiptUnknown,
        };
    }

    private TipMessage Message(AddToTipRequest request, bool replaced, Tip tip, string idempotencyKey)
    {
        _ = Receipt.TryRead(request.Receipt, out var receipt);

        return new TipMessage
        {
            Id = keys.Find(tip.Key).IdUnder(receipt, idempotencyKey),
            TipId = tip.Id,
            From = MessageFrom.Sender,
            Text = request.Text!,
            At = clock.GetUtcNow(),
            TextReplaced = replaced ? true : null,
        };
    }

    private static Outcome<AddToTipResponse> Answer(TipMessage standing, TipMessage sent) =>
        standing.Text == sent.Text ? new AddToTipResponse(standing.At) : Refusals.IdempotencyKeyReused;
}
