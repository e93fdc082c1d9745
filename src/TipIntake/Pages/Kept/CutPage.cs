using System.Buffers;
using System.Text;

namespace TipIntake.Pages;

/// <summary>The bytes of a page, cut once where <see cref="PageInserts"/> go for each answer.</summary>
internal sealed class CutPage
{
    private static readonly byte[][] Marks =
        [.. new[] { FreshKey.Mark, CampaignMarks.Value, CampaignMarks.Query, CampaignMarks.More, CampaignMarks.Field }.Select(Encoding.ASCII.GetBytes)];

    private readonly byte[] first;
    private readonly List<(Insert Insert, byte[] Text)> rest = [];
    private readonly int[] counts = new int[Marks.Length];
    private readonly int plainLength;

    public CutPage(ReadOnlySpan<byte> marked)
    {
        var at = Next(marked, out var insert);
        first = (at < 0 ? marked : marked[..at]).ToArray();
        plainLength = first.Length;
        while (at >= 0)
        {
            var cut = insert;
            marked = marked[(at + Marks[(int)cut].Length)..];
            at = Next(marked, out insert);
            var text = (at < 0 ? marked : marked[..at]).ToArray();
            rest.Add((cut, text));
            counts[(int)cut]++;
            plainLength += text.Length;
        }
    }

    /// <summary>The page is another one for those who come with a code.</summary>
    public bool TakesCampaign => counts.AsSpan((int)Insert.Campaign).ContainsAnyExcept(0);

    public bool Has(Insert insert) => counts[(int)insert] > 0;

    public int Length(in PageInserts inserts)
    {
        var length = plainLength;
        for (var insert = 0; insert < counts.Length; insert++)
        {
            length += counts[insert] * inserts[(Insert)insert].Length;
        }

        return length;
    }

    public void Write(IBufferWriter<byte> body, in PageInserts inserts)
    {
        body.Write(first);
        foreach (var (insert, text) in rest)
        {
            body.Write(inserts[insert]);
            body.Write(text);
        }
    }

    private static int Next(ReadOnlySpan<byte> page, out Insert insert)
    {
        var next = -1;
        insert = default;
        for (var mark = 0; mark < Marks.Length; mark++)
        {
            var at = page.IndexOf(Marks[mark]);
            if (at >= 0 && (next < 0 || at < next))
            {
                (next, insert) = (at, (Insert)mark);
            }
        }

        return next;
    }
}

/// <summary>What is put into a page for one answer.</summary>
internal enum Insert
{
    /// <summary>At <see cref="FreshKey.Mark"/>.</summary>
    Key,

    /// <summary>At <see cref="CampaignMarks.Value"/>.</summary>
    Campaign,

    /// <summary>At <see cref="CampaignMarks.Query"/>.</summary>
    CampaignQuery,

    /// <summary>At <see cref="CampaignMarks.More"/>.</summary>
    CampaignMore,

    /// <summary>At <see cref="CampaignMarks.Field"/>.</summary>
    CampaignField,
}

/// <param name="key">The key of the form; empty where the page has none.</param>
/// <param name="campaign">The known code that the visitor came with.</param>
internal readonly struct PageInserts(string key, string? campaign)
{
    private readonly byte[] key = Encoding.ASCII.GetBytes(key);
    private readonly byte[] campaign = BytesOf(campaign);
    private readonly byte[] query = BytesOf(campaign is null ? null : CampaignMarks.QueryOf(campaign));
    private readonly byte[] more = BytesOf(campaign is null ? null : CampaignMarks.MoreOf(campaign));
    private readonly byte[] field = BytesOf(campaign is null ? null : CampaignMarks.FieldOf(campaign));

    public ReadOnlySpan<byte> this[Insert insert] => insert switch
    {
        Insert.Key => key,
        Insert.Campaign => campaign,
        Insert.CampaignQuery => query,
        Insert.CampaignMore => more,
        _ => field,
    };

    private static byte[] BytesOf(string? text) => text is null ? [] : Encoding.ASCII.GetBytes(text);
}
