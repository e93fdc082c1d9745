using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace TipIntake.Catalogue;

/// <summary>Which objects a caller wants to see, and from where on.</summary>
internal sealed record ObjectQuery(PublishedStatus? Status, string? Category, string? Region, ObjectCursor? After, int Limit)
{
    public const int UsualLimit = 24;
    public const int LargestLimit = 100;

    public static readonly ObjectQuery Everything = new(null, null, null, null, UsualLimit);

    /// <summary>The page, and the cursor of the next one if there is one.</summary>
    public (IReadOnlyList<PublishedObject> Found, string? Next) Apply(IReadOnlyList<PublishedObject> newestFirst)
    {
        var found = newestFirst.Where(Matches).Take(Limit + 1).ToList();
        if (found.Count <= Limit)
        {
            return (found, null);
        }

        found.RemoveAt(Limit);
        return (found, ObjectCursor.Of(found[^1]).ToString());
    }

    private bool Matches(PublishedObject shown) =>
        (Status is null || shown.Status == Status)
        && (Category is null || string.Equals(shown.Texts.Category, Category, StringComparison.Ordinal))
        && (Region is null || shown.Texts.Regions.Contains(Region, StringComparer.Ordinal))
        && (After is null || After.StandsBefore(shown));
}

/// <summary>The last object a caller has seen. Pages stay right while objects are published, because it names a place, not a number.</summary>
internal sealed record ObjectCursor(long PublishedTicks, string Reference)
{
    private const int LongestText = 80;

    public static ObjectCursor Of(PublishedObject shown) => new(shown.PublishedAt.UtcTicks, shown.Reference);

    public static ObjectCursor? Parse(string text)
    {
        if (text.Length > LongestText || !Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('|');
        return parts is [var ticks, var reference]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && ObjectReference.IsValid(reference)
                ? new ObjectCursor(number, reference)
                : null;
    }

    public bool StandsBefore(PublishedObject shown) =>
        shown.PublishedAt.UtcTicks < PublishedTicks
        || (shown.PublishedAt.UtcTicks == PublishedTicks && string.CompareOrdinal(shown.Reference, Reference) < 0);

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{PublishedTicks}|{Reference}")));
}
