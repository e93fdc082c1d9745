using FluentValidation;
using Marten;
using TipIntake.Platform;
using TipIntake.Security.Keys;
using TipIntake.Storage;

namespace TipIntake.Tips;

/// <param name="Receipt">The code shown when the tip was sent.</param>
internal sealed record WithdrawTipRequest(string? Receipt);

internal sealed class WithdrawTipValidator : AbstractValidator<WithdrawTipRequest>
{
    public WithdrawTipValidator() => RuleFor(r => r.Receipt).IsReceipt();
}

/// <summary>The sender takes the tip back: what was said is erased at once, that a tip was there stays for the counts.</summary>
internal sealed class WithdrawTip(IDocumentSession session, KeyRing keys, StorageGuard guard, TimeProvider clock)
{
    private const string Journal = $"insert into {ErasureTable.QualifiedName} (tip, at, cause) values (?, ?, '{nameof(ErasureCause.Withdrawn)}') on conflict (tip) do nothing";

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

        var tip = await session.TipOf(keys, request.Receipt, cancel);
        if (tip.IsRefused)
        {
            return tip.Refusal;
        }

        if (!guard.MayPromise)
        {
            return Refusals.StorageUnavailable;
        }

        if (!await session.Hold(tip.Value, cancel))
        {
            return Refusals.ReceiptUnknown;
        }

        // Privacy: text, messages, contact and progress go in one transaction, so no half of them outlives a crash.
        var emptied = tip.Value.Emptied(clock.GetUtcNow());
        session.Update(emptied);
        session.Delete<SenderContact>(emptied.Id);
        session.Delete<TipProgress>(emptied.Id);
        session.DeleteWhere<TipMessage>(m => m.TipId == emptied.Id);
        session.QueueSqlCommand(Journal, emptied.Id, emptied.WithdrawnAt!.Value.ToUniversalTime());
        session.Insert(TipNews.Of(TipNewsKind.Withdrawn, emptied.Lane, [emptied.Id], emptied.WithdrawnAt!.Value));
        await session.SaveChangesAsync(CancellationToken.None);
        return emptied;
    }
}
