using System.Globalization;
using System.Text;
using FluentValidation;
using TipIntake.Platform;

namespace TipIntake.Tips;

/// <summary>How long the words of a tip or a message may be, in Unicode scalars after cleaning; said once for API, pages and tests.</summary>
internal static class TipText
{
    /// <summary>A brand may have two characters: VW, 宜家.</summary>
    public const int Shortest = 2;

    /// <summary>To a question even 是 is an answer.</summary>
    public const int ShortestMessage = 1;

    public const int Longest = 4_000;

    /// <summary>Letters and symbols that show nothing: the fillers of Hangul, and the empty Braille cell.</summary>
    private const string Blanks = "\u115F\u1160\u2800\u3164\uFFA0";

    public static IRuleBuilderOptions<T, string?> IsTipText<T>(this IRuleBuilderInitial<T, string?> text) =>
        text.SaysSomething("text-missing").AtLeast(Shortest, "text-too-short").AtMost(Longest, "text-too-long");

    public static IRuleBuilderOptions<T, string?> IsMessageText<T>(this IRuleBuilderInitial<T, string?> text) =>
        text.SaysSomething("message-missing").AtLeast(ShortestMessage, "message-too-short").AtMost(Longest, "message-too-long");

    private static IRuleBuilderOptions<T, string?> SaysSomething<T>(this IRuleBuilderInitial<T, string?> text, string code) =>
        text.Cascade(CascadeMode.Stop).Must(written => written is not null && written.EnumerateRunes().Any(IsSeen)).WithErrorCode(code);

    // Punctuation counts: "?" is an answer too. So does what Unicode has not named yet: it may be a new emoji.
    private static bool IsSeen(Rune rune) =>
        !Rune.IsWhiteSpace(rune)
        && !(rune.IsBmp && Blanks.Contains((char)rune.Value, StringComparison.Ordinal))
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);
}
