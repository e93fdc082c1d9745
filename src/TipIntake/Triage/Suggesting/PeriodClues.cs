using System.Globalization;
using System.Text.RegularExpressions;

namespace TipIntake.Triage;

/// <summary>Years and decades in any text.</summary>
internal static partial class PeriodClues
{
    private const int Most = 6;

    /// <summary>The patterns look at a few characters each; this only says so to whoever worries about them.</summary>
    private const int Milliseconds = 1_000;

    /// <summary>Two digits below it are of this century.</summary>
    private const int Turn = 30;

    public static IEnumerable<string> In(string? text)
    {
        var found = new List<string>();
        foreach (Match year in Years().Matches(text ?? ""))
        {
            found.Add(Said(year.Value, year.Groups["tens"].Success));
        }

        foreach (Match two in Short().Matches(text ?? ""))
        {
            var digits = int.Parse(two.Groups["two"].Value, CultureInfo.InvariantCulture);
            found.Add(Said((digits < Turn ? 2000 + digits : 1900 + digits).ToString(CultureInfo.InvariantCulture), digits % 10 == 0 && !two.Value.StartsWith('\'') && !two.Value.StartsWith('’')));
        }

        foreach (Match showa in Showa().Matches(text ?? ""))
        {
            found.Add((1925 + int.Parse(showa.Groups["two"].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));
        }

        return found.Distinct(StringComparer.Ordinal).Take(Most);
    }

    private static string Said(string year, bool decade) => decade ? year[..3] + "0s" : year;

    [GeneratedRegex(@"(?<![\d.,])(19[3-9]\d|20[0-4]\d)(?![\d])(?<tens>(?<=0)\s?(s|er|ern|年代|년대)\b)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex Years();

    [GeneratedRegex(@"(['’](?<two>\d\d)(?!\d)|\b(?<two>[3-9]0)\s?('?s|er|ern|ern|er Jahre|年代|년대|'lar|’lar|'li|-х|-ті|-те)\b|\b(années|anni|años|anos|jaren|lata|lat|anii|χρονια|годы|роки)\s(?<two>[3-9]0)\b)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Milliseconds)]
    private static partial Regex Short();

    [GeneratedRegex(@"昭和(?<two>\d\d)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex Showa();
}
