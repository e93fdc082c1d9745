using FluentValidation;
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
}
