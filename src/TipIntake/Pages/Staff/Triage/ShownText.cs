using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using TipIntake.Platform;

namespace TipIntake.Pages.Staff;

/// <summary>Words of a stranger as HTML: text only, what is hidden named, addresses in pieces so that nothing makes a link of them.</summary>
internal static partial class ShownText
{
    /// <summary>A text is cut here, or a little earlier between two words; the rest is a click away.</summary>
    public const int Folded = 500;

    private const int LongestUnfolded = 700;
    private const int MostLines = 12;

    public static IHtmlContent Of(string text)
    {
        var html = new HtmlContentBuilder();
        foreach (var part in VisibleText.Of(text))
        {
            _ = part.Kind switch
            {
                TextPartKind.Mark => html.AppendHtml("<bdi class=\"mark\" dir=\"ltr\">").Append(part.Text).AppendHtml("</bdi>"),
                TextPartKind.Link => AppendInPieces(html, part.Text),
                _ => html.Append(part.Text),
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
}
