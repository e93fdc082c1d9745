using System.Text.Json;
using System.Text.Json.Serialization;

namespace TipIntake.Catalogue;

internal sealed record JsonFeedAttachment(string Url, [property: JsonPropertyName("mime_type")] string MimeType);

internal sealed record JsonFeedEntry(
    string Id,
    string Url,
    string Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Summary,
    [property: JsonPropertyName("content_html")] string ContentHtml,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Image,
    string Language,
    [property: JsonPropertyName("date_published")] DateTimeOffset DatePublished,
    [property: JsonPropertyName("date_modified")] DateTimeOffset DateModified,
    IReadOnlyList<string> Tags,
    IReadOnlyList<JsonFeedAttachment> Attachments);

/// <summary>The published objects as JSON Feed 1.1.</summary>
internal sealed record JsonFeed(
    string Version,
    string Title,
    [property: JsonPropertyName("home_page_url")] string HomePageUrl,
    [property: JsonPropertyName("feed_url")] string FeedUrl,
    string Language,
    IReadOnlyList<JsonFeedEntry> Items)
{
    public const string Path = "/feed/objects.json";

    public static IResult Handle(HttpContext context, PublishedCatalogue catalogue, FeedAddress address)
    {
        var request = FeedContent.From(context, catalogue, address);
        return request.IsRefused
            ? request.Refusal.ToProblem()
            : request.Value.Answer(
                JsonSerializer.SerializeToUtf8Bytes(From(request.Value), JsonFeedJson.Readable.JsonFeed),
                "application/feed+json; charset=utf-8");
    }

    public static JsonFeed From(FeedContent request) => new(
        "https://jsonfeed.org/version/1.1",
        FeedWords.Title(request),
        request.Address + "/",
        request.SelfAt(Path),
        request.Language,
        [.. request.Objects.Select(shown => Entry(request, shown))]);

    private static JsonFeedEntry Entry(FeedContent request, PublishedObject shown)
    {
        var photos = shown.Photos.Select(p => request.Address + p.Url(p.Largest.Width, PhotoFormats.Jpeg)).ToArray();
        return new JsonFeedEntry(
            $"urn:tipintake:object:{shown.Reference}",
            request.PageOf(shown),
            FeedWords.Title(request, shown),
            FeedWords.Summary(request, shown),
            FeedWords.Html(request, shown),
            photos.FirstOrDefault(),
            shown.LanguageFor(request.Language),
            shown.PublishedAt,
            shown.ChangedAt,
            [shown.Texts.Category, .. shown.Texts.Regions, .. FeedWords.Status(shown) is { } status ? new[] { status } : []],
            [.. photos.Select(address => new JsonFeedAttachment(address, "image/jpeg"))]);
    }
}

[JsonSerializable(typeof(JsonFeed))]
internal sealed partial class JsonFeedJson : JsonSerializerContext
{
    public static readonly JsonFeedJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    });
}
