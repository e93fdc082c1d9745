using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace TipIntake.Triage;

/// <summary>How far somebody has come in the two lists that make up the queue: by rank, highest first, and by lot, lowest first.</summary>
internal sealed record QueueCursor(long Rank, string RankId, long Draw, string DrawId)
{
    private const int LongestText = 400;

    // No id is higher than this in any order of the database that text has.
    private const string BehindAllIds = "\uffff";

    public static readonly QueueCursor Start = new(long.MaxValue, BehindAllIds, long.MinValue, "");

    public static bool TryRead(string text, out QueueCursor cursor)
    {
        cursor = Start;
        if (text.Length > LongestText || !Base64Url.IsValid(text))
        {
            return false;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n');
        if (parts is not [var rank, var rankId, var draw, var drawId]
            || !long.TryParse(rank, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var r)
            || !long.TryParse(draw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var d)
            || rankId.Contains('\0', StringComparison.Ordinal) || drawId.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        cursor = new QueueCursor(r, rankId, d, drawId);
        return true;
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Rank}\n{RankId}\n{Draw}\n{DrawId}")));

    /// <summary>It stands before the cursor in the list by rank, so it was shown.</summary>
    public bool IsPastByRank(LeadRow lead) => (lead.Rank, lead.Id).CompareTo((Rank, RankId), StringComparer.Ordinal) >= 0;

    /// <summary>It stands before the cursor in the list by lot, so it was shown.</summary>
    public bool IsPastByDraw(LeadRow lead) => (lead.Draw, lead.Id).CompareTo((Draw, DrawId), StringComparer.Ordinal) <= 0;

    public QueueCursor AtRank(LeadRow lead) => this with { Rank = lead.Rank, RankId = lead.Id };

    public QueueCursor AtDraw(LeadRow lead) => this with { Draw = lead.Draw, DrawId = lead.Id };
}

internal static class Positions
{
    public static int CompareTo(this (long Number, string Id) one, (long Number, string Id) other, StringComparer ids)
    {
        var byNumber = one.Number.CompareTo(other.Number);
        return byNumber != 0 ? byNumber : ids.Compare(one.Id, other.Id);
    }
}
