using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace TipIntake.Catalogue;

/// <summary>Everything that is published, at one moment; never changed, only replaced.</summary>
internal sealed class CatalogueSnapshot
{
    private const int MostPagesKept = 256;

    private readonly FrozenDictionary<string, PublishedObject> byReference;
    private readonly FrozenDictionary<string, PublishedPhoto> photos;
    private readonly ConcurrentDictionary<(string Reference, string Language), RenderedJson> objects = new();
    private readonly ConcurrentDictionary<(ObjectQuery Query, string Language), RenderedJson> pages = new();

    public CatalogueSnapshot(IEnumerable<PublishedObject> published)
    {
        NewestFirst = [.. published.OrderByDescending(o => o.PublishedAt).ThenByDescending(o => o.Reference, StringComparer.Ordinal)];
        byReference = NewestFirst.ToFrozenDictionary(o => o.Reference, StringComparer.Ordinal);
        photos = NewestFirst.SelectMany(o => o.Photos).DistinctBy(p => p.Id, StringComparer.Ordinal)
            .ToFrozenDictionary(p => p.Id, StringComparer.Ordinal);
        Languages = new CatalogueLanguages(NewestFirst.SelectMany(o => o.Languages));
    }

    public IReadOnlyList<PublishedObject> NewestFirst { get; }

    public CatalogueLanguages Languages { get; }

    public PublishedObject? Find(string reference) => byReference.GetValueOrDefault(reference);

    public PublishedPhoto? FindPhoto(string id) => photos.GetValueOrDefault(id);

    public RenderedJson Render(PublishedObject shown, string language) =>
        objects.GetOrAdd((shown.Reference, language), static (_, key) => RenderedJson.Of(key.shown, key.language), (shown, language));

    /// <summary>Pages are kept as bytes, but not without bound: anybody can think up another filter.</summary>
    public RenderedJson Render(ObjectQuery query, string language)
    {
        if (pages.TryGetValue((query, language), out var kept))
        {
            return kept;
        }

        var page = RenderedJson.Of(this, query, language);
        if (pages.Count < MostPagesKept)
        {
            pages.TryAdd((query, language), page);
        }

        return page;
    }
}
