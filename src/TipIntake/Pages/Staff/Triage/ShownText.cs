using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using TipIntake.Platform;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>Words of a stranger as HTML: text only, what is hidden named, addresses in pieces so that nothing makes a link of them.</summary>
internal static partial class ShownText
{
    /// <summary>A text is cut here, or a little earlier between two words; the rest is a click away.</summary>
    public const int Folded = 500;

    private const int LongestUnfolded = 700;
    private const int MostLines = 12;

    /// <param name="known">Words as they are compared; others are marked. Null: none is.</param>
    public static IHtmlContent Of(string text, HashSet<string>? known = null)
    {
        var html = new HtmlContentBuilder();
        foreach (var part in VisibleText.Of(text))
        {
            _ = part.Kind switch
            {
                TextPartKind.Mark => html.AppendHtml("<bdi class=\"mark\" dir=\"ltr\">").Append(part.Text).AppendHtml("</bdi>"),
                TextPartKind.Link => AppendInPieces(html, part.Text),
                _ => AppendWords(html, part.Text, known),
            };
        }

        return html;
    }

    /// <summary>For a list or a name, where nothing but text can stand.</summary>
    public static string InOneLine(string? text) => VisibleText.Named(text ?? "").ReplaceLineEndings(" ");

    /// <summary>The beginning, and what is left when the text is long.</summary>
    public static (string Head, string? Tail) Fold(string text)
    {
        var lines = text.Split('\n', MostLines + 1);
        var cut = lines.Length > MostLines ? text.Length - lines[^1].Length - 1 : text.Length;
        if (cut > LongestUnfolded)
        {
            cut = text.LastIndexOf(' ', Folded) is var space and > Folded / 2 ? space : Folded - (char.IsLowSurrogate(text[Folded]) ? 1 : 0);
        }

        return cut >= text.Length ? (text, null) : (text[..cut], text[cut..]);
    }

    private static HtmlContentBuilder AppendWords(HtmlContentBuilder html, string text, HashSet<string>? known)
    {
        foreach (var piece in Word().EnumerateMatches(text))
        {
            var word = text.Substring(piece.Index, piece.Length);
            var isOther = known is not null && !char.IsWhiteSpace(word[0]) && TipOrder.Said(word).Any(said => !known.Contains(said));
            html.AppendHtml(isOther ? "<mark>" : "").Append(word).AppendHtml(isOther ? "</mark>" : "");
            if (MixesAlphabets(word))
            {
                html.AppendHtml("<bdi class=\"mark\" dir=\"ltr\">mixed alphabets</bdi>");
            }
        }

        return html;
    }

    // Letters that look alike make one name look like another. Units such as kΩ are short.
    private static bool MixesAlphabets(string word)
    {
        foreach (var run in Run().EnumerateMatches(word))
        {
            var letters = word.Substring(run.Index, run.Length).ToLowerInvariant();
            if (letters.Any(Letters.IsLatin) && letters.Any(Letters.IsCyrillicOrGreek))
            {
                return true;
            }
        }

        return false;
    }

    private static HtmlContentBuilder AppendInPieces(HtmlContentBuilder html, string address)
    {
        html.AppendHtml("<bdi class=\"said-address\" dir=\"ltr\" translate=\"no\">");
        foreach (var piece in Piece().EnumerateMatches(address))
        {
            html.AppendHtml("<span>").Append(address.Substring(piece.Index, piece.Length)).AppendHtml("</span><wbr>");
        }

        html.AppendHtml("</bdi>");
        return html;
    }

    [GeneratedRegex("[^./:@]+|[./:@]", RegexOptions.NonBacktracking)]
    private static partial Regex Piece();

    [GeneratedRegex(@"\S+|\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"[\p{L}\p{M}]{3,}", RegexOptions.NonBacktracking)]
    private static partial Regex Run();
}
