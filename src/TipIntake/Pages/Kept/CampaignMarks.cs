using System.Text;

namespace TipIntake.Pages;

/// <summary>
/// Where a kept page says which campaign its visitor came from. The page is rendered once, with these marks; it is kept without them, and
/// a known code is put in for those who come with one. So also a visitor without scripts keeps it.
/// </summary>
internal static class CampaignMarks
{
    /// <summary>Becomes the code, or nothing.</summary>
    public const string Value = "(campaign-of-the-link)";

    /// <summary>Behind an address of ours: becomes <c>?c=code</c>, or nothing.</summary>
    public const string Query = "(campaign-for-the-link)";

    private static readonly byte[] ValueBytes = Encoding.ASCII.GetBytes(Value);
    private static readonly byte[] QueryBytes = Encoding.ASCII.GetBytes(Query);

    /// <summary>The page without its marks, and where they were.</summary>
    public static (byte[] Page, CampaignPlace[] Places) Take(ReadOnlySpan<byte> marked)
    {
        var page = new List<byte>(marked.Length);
        var places = new List<CampaignPlace>();
        for (var at = Next(marked, out var isQuery); at >= 0; at = Next(marked, out isQuery))
        {
            page.AddRange(marked[..at]);
            places.Add(new CampaignPlace(page.Count, isQuery));
            marked = marked[(at + (isQuery ? QueryBytes : ValueBytes).Length)..];
        }

        page.AddRange(marked);
        return ([.. page], [.. places]);
    }

    /// <summary>The page for visitors who come from a campaign. A code holds nothing that HTML or an address would take for more than letters.</summary>
    public static byte[] Put(ReadOnlySpan<byte> page, CampaignPlace[] places, string code)
    {
        var (value, query) = (Encoding.ASCII.GetBytes(code), Encoding.ASCII.GetBytes($"?c={code}"));
        var put = new List<byte>(page.Length + (places.Length * query.Length));
        var done = 0;
        foreach (var place in places)
        {
            put.AddRange(page[done..place.At]);
            put.AddRange(place.IsQuery ? query : value);
            done = place.At;
        }

        put.AddRange(page[done..]);
        return [.. put];
    }

    private static int Next(ReadOnlySpan<byte> page, out bool isQuery)
    {
        var (value, query) = (page.IndexOf(ValueBytes), page.IndexOf(QueryBytes));
        isQuery = query >= 0 && (value < 0 || query < value);
        return isQuery ? query : value;
    }
}

internal readonly record struct CampaignPlace(int At, bool IsQuery);
