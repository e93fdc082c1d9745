using FluentValidation;
using TipIntake.Catalogue;
using TipIntake.Platform;

namespace TipIntake.Tips;

/// <param name="Receipt">The code shown when the tip was sent; spaces, dashes and lower case do not matter.</param>
internal sealed record FollowTipRequest(string? Receipt);

/// <param name="State">In coarse words, so that it says nothing about an investigation.</param>
/// <param name="Object">The reference of the object.</param>
/// <param name="ReceivedAt">When the tip was stored.</param>
/// <param name="Messages">What was said under this receipt, oldest first.</param>
internal sealed record FollowTipResponse(TipState State, string Object, DateTimeOffset ReceivedAt, IReadOnlyList<ReceiptMessage> Messages);

internal sealed record ReceiptMessage(MessageFrom From, string Text, DateTimeOffset At);

internal sealed class FollowTipValidator : AbstractValidator<FollowTipRequest>
{
    public FollowTipValidator() => RuleFor(r => r.Receipt).IsReceipt();
}

/// <summary>The sender comes back with the receipt.</summary>
internal sealed class FollowTip(NamedTips tips, PublishedCatalogue catalogue, TimeProvider clock)
{
    private static readonly FollowTipValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, FollowTip follow)
    {
        var body = await StrictJson.Read(context, TipRequestsJson.Default.FollowTipRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        var outcome = await follow.Run(body.Value.Value, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TipAnswersJson.Readable.FollowTipResponse);
    }

    public async Task<Outcome<FollowTipResponse>> Run(FollowTipRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var tip = await tips.Of(request.Receipt, cancel);
        if (tip.IsRefused)
        {
            return tip.Refusal;
        }

        var (messages, progress) = await tips.Follow(tip.Value.Id, cancel);
        var state = catalogue.IsClosed(tip.Value.Object) ? TipState.ObjectClosed : TipStates.Of(progress, clock.GetUtcNow());

        return new FollowTipResponse(state, tip.Value.Object, tip.Value.ReceivedAt, [.. messages.Select(m => new ReceiptMessage(m.From, m.Text, m.At))]);
    }
}
