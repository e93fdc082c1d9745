using System.Net;
using System.Text;
using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>The words and the little HTML that both feeds share.</summary>
internal static class FeedWords
{
    public static string Title(FeedContent request) => Texts.Page("gallery.title", OurLanguage(request.Language));

    /// <summary>A reader's list shows nothing but titles, so a title says that nobody is asked any more.</summary>
    public static string Title(FeedContent request, PublishedObject shown)
    {
        var title = shown.Title(request.Language);
        return shown.Status == PublishedStatus.Closed
            ? Texts.Page("feed.closed", LanguageBeside(request, shown)).Replace("{title}", title, StringComparison.Ordinal)
            : title;
    }

    /// <summary>How it ended; null while it is still asked.</summary>
    public static string? Summary(FeedContent request, PublishedObject shown) => shown.Status == PublishedStatus.Closed
        ? string.Join(' ', new[] { Texts.Page("object.closed-title", LanguageBeside(request, shown)), shown.Closing(request.Language) }.OfType<string>())
        : null;

    /// <summary>The mark for programs; an open object has none.</summary>
    public static string? Status(PublishedObject shown) => shown.Status switch
    {
        PublishedStatus.Closed => "closed",
        PublishedStatus.Paused => "paused",
        _ => null,
    };

    public static string Html(FeedContent request, PublishedObject shown)
    {
        var html = new StringBuilder();
        html.Append("<p>").Append(WebUtility.HtmlEncode(shown.Question(request.Language))).Append("</p>");
        if (Summary(request, shown) is { } summary)
        {
            html.Append("<p>").Append(WebUtility.HtmlEncode(summary)).Append("</p>");
        }

        foreach (var photo in shown.Photos)
        {
            var size = photo.Sizes.LastOrDefault(s => s.Width <= 1280) ?? photo.Largest;
            var alternative = photo.AlternativeText.In(request.Language, shown.Texts.DefaultLanguage);
            html.Append("<p><img src=\"").Append(request.Address).Append(photo.Url(size.Width, PhotoFormats.Jpeg))
                .Append("\" width=\"").Append(size.Width).Append("\" height=\"").Append(size.Height)
                .Append("\" alt=\"").Append(WebUtility.HtmlEncode(alternative)).Append("\"></p>");
        }

        return html.ToString();
    }

    // Our words stand in the same line as the object's, so they are in its language, where we speak it.
    private static string LanguageBeside(FeedContent request, PublishedObject shown) => OurLanguage(shown.LanguageFor(request.Language));

    private static string OurLanguage(string language) =>
        Array.Find(Texts.Languages, ours => string.Equals(ours, language.Split('-')[0], StringComparison.OrdinalIgnoreCase)) ?? Texts.DefaultLanguage;
}
