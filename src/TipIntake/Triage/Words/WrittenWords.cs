using System.Text;

namespace TipIntake.Triage;

/// <summary>One word as it stands in the text.</summary>
internal readonly record struct WrittenWord(string Plain, bool Capital, bool AllCapitals, bool BeginsSentence, bool Joined, bool Quoted)
{
    public bool IsCased => Plain.Length > 0 && (Letters.IsLatin(Plain[0]) || Letters.IsCyrillicOrGreek(Plain[0]));

    public bool IsNumber => Plain.Length > 0 && Plain.All(char.IsAsciiDigit);

    public bool HasDigit => Plain.Any(char.IsAsciiDigit);
}

/// <summary>A text cut into words, keeping what spelling tells of them: capitals, quotes, where sentences begin.</summary>
internal static class WrittenWords
{
    public const int Most = 800;

    private const string Openers = "\"“„«‹「『《";
    private const string Closers = "\"”“»›」』》";
    private const string SentenceEnds = ".!?:;。！？\n…•-–—(";

    public static List<WrittenWord> Of(string? text)
    {
        var words = new List<WrittenWord>();
        var state = (Begins: true, Quoted: false, Joined: false);
        var raw = new StringBuilder();
        var cut = text is null ? "" : text[..Math.Min(text.Length, PlainText.Longest)];
        foreach (var part in cut.Split((char[])[' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (NormalLink.IsLink(part) || words.Count >= Most)
            {
                continue;
            }

            state.Joined = !state.Begins;
            foreach (var unit in part)
            {
                var plain = Letters.Plain(unit);
                if (plain == Letters.Gap && unit is not ('.' or ','))
                {
                    Take(words, raw, ref state);
                }

                if (plain == Letters.Gap)
                {
                    Punctuate(words, raw, unit, ref state);
                }
                else
                {
                    raw.Append(unit);
                }
            }

            Take(words, raw, ref state);
        }

        return words;
    }

    private static void Punctuate(List<WrittenWord> words, StringBuilder raw, char unit, ref (bool Begins, bool Quoted, bool Joined) state)
    {
        Take(words, raw, ref state);
        state.Begins |= SentenceEnds.Contains(unit, StringComparison.Ordinal);
        state.Joined &= unit is '-' or '&' or '\'' or '’';
        if (Openers.Contains(unit, StringComparison.Ordinal) && !state.Quoted)
        {
            state.Quoted = true;
        }
        else if (Closers.Contains(unit, StringComparison.Ordinal))
        {
            state.Quoted = false;
        }
    }

    private static void Take(List<WrittenWord> words, StringBuilder raw, ref (bool Begins, bool Quoted, bool Joined) state)
    {
        if (raw.Length == 0)
        {
            return;
        }

        var written = raw.ToString();
        raw.Clear();
        var plain = PlainText.Of(written);
        var letters = written.Where(char.IsLetter).ToList();
        if (plain.Length == 0)
        {
            return;
        }

        var capital = letters.Count > 0 && char.IsUpper(letters[0]);
        words.Add(new WrittenWord(plain, capital, letters.Count > 1 && letters.TrueForAll(char.IsUpper), state.Begins, state.Joined, state.Quoted));
        state = (false, state.Quoted, true);
    }
}
