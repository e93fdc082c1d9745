using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>
/// Feeds need whole addresses: the setting <c>Catalogue:PublicUrl</c>, or where it is missing the address the caller used;
/// and somebody who speaks: <c>Catalogue:Publisher</c>, else who runs the service.
/// </summary>
internal sealed class FeedAddress(IConfiguration configuration)
{
    private readonly string? configured = configuration["Catalogue:PublicUrl"]?.TrimEnd('/');

    public string Publisher { get; } = new[] { "Catalogue:Publisher", "Operator:Name" }.Select(key => configuration[key]).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name)) ?? "Police";

    public string For(HttpRequest request) =>
        configured is { Length: > 0 } ? configured : $"{request.Scheme}://{request.Host.ToUriComponent()}";
}

/// <summary>What both feeds are made from.</summary>
internal sealed record FeedContent(CatalogueSnapshot Snapshot, string Address, string Publisher, string Language)
{
    public const int MostEntries = 100;

    /// <summary>The address of the feed names its language.</summary>
    public bool SaysLanguage { get; init; }

    public IEnumerable<PublishedObject> Objects => Snapshot.NewestFirst.Take(MostEntries);

    /// <summary>The whole address of the feed itself: whoever subscribed to a language keeps it.</summary>
    public string SelfAt(string path) => SaysLanguage ? $"{Address}{path}?lang={Language}" : Address + path;

    public string PageOf(PublishedObject shown) => $"{Address}/objects/{shown.Reference}";

    public static Outcome<FeedContent> From(HttpContext context, PublishedCatalogue catalogue, FeedAddress address)
    {
        if (catalogue.Current is not { } snapshot)
        {
            return Refusals.StorageUnavailable;
        }

        return new FeedContent(snapshot, address.For(context.Request), address.Publisher, snapshot.Languages.For(context.Request))
        {
            SaysLanguage = snapshot.Languages.AskedFor(context.Request) is not null,
        };
    }

    public CachedAnswer Answer(byte[] body, string mediaType) =>
        new(body, RenderedJson.TagOf(body), mediaType, CachedAnswer.AMoment) { Languages = Language };
}
