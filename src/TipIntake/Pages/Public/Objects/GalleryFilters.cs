using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using TipIntake.Catalogue;

namespace TipIntake.Pages.Public.Objects;

/// <summary>What the gallery is asked to show. Only what we know counts: every other wish is as if it had not been said.</summary>
internal sealed record GalleryFilters(string? Category, string? Region, bool Closed, GalleryPlace? After)
{
    public const string ClosedStatus = "closed";
    public const int OnOnePage = 24;

    public static readonly GalleryFilters None = new(null, null, Closed: false, After: null);

    public bool AreNone => ReferenceEquals(this, None);

    /// <summary>Somebody chose something, beyond turning a page.</summary>
    public bool Choose => Category is not null || Region is not null || Closed;

    public static GalleryFilters From(HttpRequest request)
    {
        if (!request.QueryString.HasValue)
        {
            return None;
        }

        var query = request.Query;
        var (category, region) = ((string?)query["category"], (string?)query["region"]);
        var filters = new GalleryFilters(
            ObjectCategories.All.Contains(category, StringComparer.Ordinal) ? category : null,
            ObjectRegion.IsValid(region) ? region : null,
            (string?)query["status"] == ClosedStatus,
            GalleryPlace.Parse(query["after"]));
        return filters == None ? None : filters;
    }

    /// <summary>Open before paused, the newest first; or the closed ones, the newest first.</summary>
    public (IReadOnlyList<PublishedObject> Found, GalleryPlace? Next) Apply(IReadOnlyList<PublishedObject> newestFirst)
    {
        var found = newestFirst
            .Where(Matches)
            .OrderBy(shown => shown.Status)
            .Where(shown => After is null || After.StandsBefore(shown))
            .Take(OnOnePage + 1).ToList();
        if (found.Count <= OnOnePage)
        {
            return (found, null);
        }

        found.RemoveAt(OnOnePage);
        return (found, GalleryPlace.Of(found[^1]));
    }

    /// <summary>The same wishes, from a place on, as a query string.</summary>
    public string QueryFrom(GalleryPlace next)
    {
        var query = new QueryBuilder();
        Add("category", Category);
        Add("region", Region);
        Add("status", Closed ? ClosedStatus : null);
        Add("after", next.ToString());
        return query.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }
    }

    private bool Matches(PublishedObject shown) =>
        shown.Status == PublishedStatus.Closed == Closed
        && (Category is null || string.Equals(shown.Texts.Category, Category, StringComparison.Ordinal))
        && (Region is null || shown.Texts.Regions.Contains(Region, StringComparer.Ordinal));
}

/// <summary>The last object on a page: a place, not a number, so that pages stay right while objects are published, paused and closed.</summary>
internal sealed record GalleryPlace(PublishedStatus Status, ObjectCursor Shown)
{
    public static GalleryPlace Of(PublishedObject shown) => new(shown.Status, ObjectCursor.Of(shown));

    public static GalleryPlace? Parse(string? text) =>
        text is [>= '0' and <= '2', ..] && ObjectCursor.Parse(text[1..]) is { } shown ? new GalleryPlace((PublishedStatus)(text[0] - '0'), shown) : null;

    public bool StandsBefore(PublishedObject shown) => shown.Status == Status ? Shown.StandsBefore(shown) : shown.Status > Status;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(int)Status}{Shown}");
}
