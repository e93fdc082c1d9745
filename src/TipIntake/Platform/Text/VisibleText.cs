using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TipIntake.Platform;

internal enum TextPartKind
{
    Words,

    /// <summary>The name of something that nobody would see.</summary>
    Mark,

    /// <summary>Looks like an address. To be read, never to be followed.</summary>
    Link,
}

internal readonly record struct TextPart(TextPartKind Kind, string Text);

/// <summary>Cuts a text of a stranger into what may be shown as it is and names for what is invisible or turns the direction of what follows. Those characters themselves are left out.</summary>
internal static partial class VisibleText
{
    /// <summary>More marks on one letter than languages write in everyday use.</summary>
    private const int MostAccents = 4;

    private const int LongestHidden = 40;

    public static IReadOnlyList<TextPart> Of(string text)
    {
        var parts = new Parts();
        var runes = text.EnumerateRunes().ToArray();
        for (var at = 0; at < runes.Length; at++)
        {
            at = TakeTags(runes, at, parts);
            if (at < runes.Length)
            {
                Take(runes, at, parts);
            }
        }

        return parts.Finish();
    }

    /// <summary>Where only text can stand: what is hidden is named in brackets.</summary>
    public static string Named(string text) => string.Concat(Of(text).Select(part => part.Kind == TextPartKind.Mark ? $"[{part.Text}]" : part.Text));

    private static void Take(Rune[] runes, int at, Parts parts)
    {
        var rune = runes[at];
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark && HiddenCharacters.NameOf(rune) is null)
        {
            parts.AddAccent(rune, MostAccents);
        }
        else if (HiddenCharacters.NameOf(rune) is { } name && !HiddenCharacters.BelongsHere(runes, at))
        {
            parts.AddMark(name);
            parts.AddWords(name is "line" or "paragraph" ? "\n" : "");
        }
        else
        {
            parts.AddWords(rune.ToString());
        }
    }

    // Tag characters spell out a text that no one sees.
    private static int TakeTags(Rune[] runes, int at, Parts parts)
    {
        var hidden = new StringBuilder();
        for (; at < runes.Length && runes[at].Value is >= 0xE0000 and <= 0xE007F; at++)
        {
            hidden.Append(runes[at].Value is >= 0xE0020 and <= 0xE007E && hidden.Length < LongestHidden ? (char)(runes[at].Value - 0xE0000) : "");
            if (at + 1 == runes.Length || runes[at + 1].Value is not (>= 0xE0000 and <= 0xE007F))
            {
                parts.AddMark($"tags: {hidden}");
            }
        }

        return at;
    }

    // An address with a scheme, or names with dots between them.
    [GeneratedRegex(@"[\p{L}][\p{L}\p{Nd}+.-]{0,30}:/\S*|\b(?:[\p{L}\p{Nd}_-]{1,63}\.)+\p{L}{2,24}\b(?:[:/?#]\S*)?", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    /// <summary>Parts so far; what is alike and stands together becomes one.</summary>
    private sealed class Parts
    {
        private readonly List<TextPart> parts = [];
        private readonly StringBuilder words = new();
        private string mark = "";
        private int marks;
        private int accents;

        public void AddWords(string text)
        {
            if (text.Length > 0)
            {
                EndMarks();
                accents = 0;
                words.Append(text);
            }
        }

        public void AddAccent(Rune accent, int most)
        {
            if (accents++ < most)
            {
                EndMarks();
                words.Append(accent.ToString());
            }
            else
            {
                AddMark("accents");
            }
        }

        public void AddMark(string name)
        {
            EndWords();
            if (name != mark)
            {
                EndMarks();
            }

            (mark, marks) = (name, marks + 1);
        }

        public List<TextPart> Finish()
        {
            EndWords();
            EndMarks();
            return parts;
        }

        private void EndMarks()
        {
            if (marks > 0)
            {
                parts.Add(new TextPart(TextPartKind.Mark, marks == 1 ? mark : string.Create(CultureInfo.InvariantCulture, $"{mark} ×{marks}")));
                (mark, marks) = ("", 0);
            }
        }

        private void EndWords()
        {
            var (text, from) = (words.ToString(), 0);
            foreach (var link in Address().EnumerateMatches(text))
            {
                Add(TextPartKind.Words, text[from..link.Index]);
                Add(TextPartKind.Link, text.Substring(link.Index, link.Length));
                from = link.Index + link.Length;
            }

            Add(TextPartKind.Words, text[from..]);
            words.Clear();
        }

        private void Add(TextPartKind kind, string text)
        {
            if (text.Length > 0)
            {
                parts.Add(new TextPart(kind, text));
            }
        }
    }
}
