using FluentValidation;
using TipIntake.Platform;

namespace TipIntake.Tips;

/// <summary>How long the words of a tip or a message may be, in Unicode scalars after cleaning; said once for API, pages and tests.</summary>
internal static class TipText
{
    public const int Shortest = 3;
    public const int Longest = 4_000;

    public static IRuleBuilderOptions<T, string?> IsTipText<T>(this IRuleBuilderInitial<T, string?> text) =>
        text.Cascade(CascadeMode.Stop).IsGiven("text-missing").AtLeast(Shortest, "text-too-short").AtMost(Longest, "text-too-long");
}
