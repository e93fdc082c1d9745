using FluentValidation;
using Marten;
using TipIntake.Platform;
using TipIntake.Security.Keys;

namespace TipIntake.Tips;

/// <summary>What the uses of a receipt share. It travels in the body, never in an address, where histories and logs would keep it.</summary>
internal static class ReceiptRequests
{
    public static IRuleBuilderOptions<T, string?> IsReceipt<T>(this IRuleBuilderInitial<T, string?> receipt) =>
        receipt.Cascade(CascadeMode.Stop)
            .IsGiven("receipt-missing")
            .Must(typed => Receipt.TryRead(typed, out _)).WithErrorCode("receipt-malformed");

    /// <summary>
    /// Holds the tip's row until the session ends, so that a message and a withdrawal at the same time take turns: no word is left
    /// behind by a withdrawal, and no conversation grows beyond its bound.
    /// </summary>
    public static async Task<bool> Hold(this IDocumentSession session, Tip tip, CancellationToken cancel)
    {
        await session.BeginTransactionAsync(cancel);
        var held = await session.QueryAsync<Tip>("where id = ? for update", cancel, tip.Id);
        return held is [{ IsWithdrawn: false }];
    }

    /// <summary>Privacy: the same one probe and the same answer, whether a receipt is unknown, withdrawn or expired.</summary>
    public static async Task<Outcome<Tip>> TipOf(this IQuerySession session, KeyRing keys, string? typed, CancellationToken cancel)
    {
        if (!Receipt.TryRead(typed, out var receipt))
        {
            return Refusals.ReceiptUnknown;
        }

        var found = await session.LoadManyAsync<Tip>(cancel, keys.TipIdsOf(receipt));
        return found is [{ IsWithdrawn: false } tip] ? tip : Refusals.ReceiptUnknown;
    }
}
