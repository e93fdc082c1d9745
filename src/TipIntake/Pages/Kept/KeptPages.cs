using System.Collections.Concurrent;
using TipIntake.Catalogue;
using TipIntake.Pages.Public.Objects;

namespace TipIntake.Pages;

/// <summary>Which page: of which route, in which language, about which object, with which filters.</summary>
internal readonly record struct PageKey(Endpoint Page, string Language, string? Subject, GalleryFilters Filters);

/// <summary>
/// The pages of what is published now. A change of the catalogue empties it, so a withdrawn object is gone with the next request. Bounded:
/// filtered pages, which anybody can think up, cannot push out the others.
/// </summary>
internal sealed class KeptPages(PublishedCatalogue catalogue)
{
    public const int MostPagesKept = 2_048;
    public const int MostFilteredPagesKept = 256;

    private Shelf? current;

    /// <summary>Null while there is nothing to keep pages of.</summary>
    public Shelf? Current
    {
        get
        {
            if (catalogue.Current is not { } snapshot)
            {
                return null;
            }

            var shelf = Volatile.Read(ref current);
            if (shelf?.Snapshot != snapshot)
            {
                shelf = new Shelf(snapshot);
                Volatile.Write(ref current, shelf);
            }

            return shelf;
        }
    }

    internal sealed class Shelf(CatalogueSnapshot snapshot)
    {
        private readonly ConcurrentDictionary<PageKey, KeptPage> pages = new();
        private readonly ConcurrentDictionary<PageKey, KeptPage> filtered = new();

        public CatalogueSnapshot Snapshot { get; } = snapshot;

        public int Count => pages.Count + filtered.Count;

        public KeptPage? Find(PageKey key) => PagesLike(key).GetValueOrDefault(key);

        public void Keep(PageKey key, KeptPage page)
        {
            var alike = PagesLike(key);
            if (alike.Count < (ReferenceEquals(alike, pages) ? MostPagesKept : MostFilteredPagesKept))
            {
                alike.TryAdd(key, page);
            }
        }

        private ConcurrentDictionary<PageKey, KeptPage> PagesLike(PageKey key) => key.Filters.AreNone ? pages : filtered;
    }
}
