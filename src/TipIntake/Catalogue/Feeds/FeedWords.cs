using System.Net;
using System.Text;

namespace TipIntake.Catalogue;

/// <summary>The words and the little HTML that both feeds share.</summary>
internal static class FeedWords
{
    public const string Title = "Do you recognise this?";

    public static string Html(FeedContent request, PublishedObject shown)
    {
        var html = new StringBuilder();
        foreach (var photo in shown.Photos)
        {
            var size = photo.Sizes.LastOrDefault(s => s.Width <= 1280) ?? photo.Largest;
            var alternative = photo.AlternativeText.In(request.Language, shown.Texts.DefaultLanguage);
            html.Append("<p><img src=\"").Append(request.Address).Append(photo.Url(size.Width, PhotoFormats.Jpeg))
                .Append("\" width=\"").Append(size.Width).Append("\" height=\"").Append(size.Height)
                .Append("\" alt=\"").Append(WebUtility.HtmlEncode(alternative)).Append("\"></p>");
        }

        html.Append("<p>").Append(WebUtility.HtmlEncode(shown.Question(request.Language))).Append("</p>");
        if (shown.Closing(request.Language) is { } closing)
        {
            html.Append("<p>").Append(WebUtility.HtmlEncode(closing)).Append("</p>");
        }

        return html.ToString();
    }
}
