using System.Text;

namespace TipIntake.Triage;

/// <summary>How somebody wrote the name that is compared as a key: looked up in their words when it is shown, so that nothing more of them is kept.</summary>
internal static class Spelling
{
    /// <summary>With its capital, if it stands there with one; null when the text does not have it.</summary>
    public static string? Of(TipFacts facts, string key)
    {
        string? found = null;
        foreach (var written in Written(facts.Text).Concat(Written(facts.Place)))
        {
            if (IsSpeltAs(written, key) && (found is null || char.IsUpper(written[0])))
            {
                found = written;
                if (char.IsUpper(written[0]))
                {
                    break;
                }
            }
        }

        return found;
    }

    private static bool IsSpeltAs(string written, string key) =>
        PlainText.Of(written) is { Length: > 0 } plain && !plain.Any(Letters.IsUnspaced) && (NameKey.Of(plain) == key || NameKey.Of(Particles.Without(plain)) == key);

    // What stands between two gaps, as it was written but for marks that nobody sees.
    private static IEnumerable<string> Written(string? text)
    {
        var word = new StringBuilder();
        foreach (var unit in (text is { Length: > PlainText.Longest } ? text[..PlainText.Longest] : text ?? "") + " ")
        {
            if (Letters.Plain(unit) != Letters.Gap)
            {
                word.Append(unit);
                continue;
            }

            if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }
    }
}
