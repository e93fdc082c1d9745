using FluentValidation;
using TipIntake.Platform;
using TipIntake.Storage;

namespace TipIntake.Tips;

/// <param name="Receipt">The code shown when the tip was sent.</param>
internal sealed record WithdrawTipRequest(string? Receipt);

internal sealed class WithdrawTipValidator : AbstractValidator<WithdrawTipRequest>
{
    public WithdrawTipValidator() => RuleFor(r => r.Receipt).IsReceipt();
}

/// <summary>The sender takes the tip back: what was said is erased at once, that a tip was there stays for the counts.</summary>
internal sealed class WithdrawTip(NamedTips tips, StorageGuard guard, TimeProvider clock)
{
    private static readonly WithdrawTipValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, WithdrawTip withdraw)
    {
        var body = await StrictJson.Read(context, TipRequestsJson.Default.WithdrawTipRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        var outcome = await withdraw.Run(body.Value.Value, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Empty();
    }

    public async Task<Outcome<Tip>> Run(WithdrawTipRequest request, CancellationToken cancel)
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

        if (!guard.MayPromise)
        {
            return Refusals.StorageUnavailable;
        }

        // Never the request's token: a sender who leaves must not keep what they took back.
        var emptied = tip.Value.Emptied(clock.GetUtcNow());
        var news = TipNews.Of(TipNewsKind.Withdrawn, emptied.Lane, [emptied.Id], emptied.WithdrawnAt!.Value);
        return await tips.Withdraw(emptied.Id, emptied.WithdrawnAt.Value, news, CancellationToken.None) ? emptied : Refusals.ReceiptUnknown;
    }
}
