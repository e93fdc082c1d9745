using System.Text.RegularExpressions;

namespace TipIntake.Platform;

/// <summary>Where somebody's files have the paper that something is done for. A number, not a story: what refers to it lasts for ever, and holds nobody's words.</summary>
internal static partial class FileNumber
{
    /// <summary>At most 40 letters, digits, spaces and / . _ -, one digit at least.</summary>
    public static bool IsAcceptable(string file) => Number().IsMatch(file);

    [GeneratedRegex(@"^(?=.*[0-9])[\p{L}0-9](?:[\p{L}0-9 ./_-]{0,38}[\p{L}0-9])?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Number();
}
