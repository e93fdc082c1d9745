using System.Text.RegularExpressions;
using FluentValidation;
using TipIntake.Platform;

namespace TipIntake.Retention;

/// <summary>Where the operator's files have the paper that something is done for. A number, not a story: the trail refers to it, and holds nobody's words.</summary>
internal static partial class FileNumber
{
    /// <summary>At most 40 letters, digits, spaces and / . _ -, one digit at least.</summary>
    public static IRuleBuilderOptions<T, string?> IsFileNumber<T>(this IRuleBuilderInitial<T, string?> rule) =>
        rule.Cascade(CascadeMode.Stop).IsGiven().Must(file => Number().IsMatch(file!.Trim())).WithErrorCode("value-not-acceptable");

    [GeneratedRegex(@"^(?=.*[0-9])[\p{L}0-9](?:[\p{L}0-9 ./_-]{0,38}[\p{L}0-9])?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Number();
}
