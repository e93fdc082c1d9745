namespace TipIntake.Triage;

/// <summary>Merges the list by rank with the list by lot: every fifth place is drawn, nothing comes twice, and a cursor is all that is remembered.</summary>
internal static class QueueOrder
{
    /// <summary>One place in so many is drawn.</summary>
    public const int DrawnEvery = 5;

    /// <param name="byRank">What follows the cursor in the list by rank; at least twice as many as are taken, or all there are.</param>
    /// <param name="byDraw">The same of the list by lot.</param>
    public static (List<(LeadRow Lead, bool Drawn)> Leads, QueueCursor? Next) Take(IReadOnlyList<LeadRow> byRank, IReadOnlyList<LeadRow> byDraw, QueueCursor from, int count)
    {
        var (page, cursor) = (new List<(LeadRow Lead, bool Drawn)>(count), from);
        var (rank, draw) = (0, 0);
        while (page.Count < count)
        {
            var drawn = (page.Count + 1) % DrawnEvery == 0 ? Skip(byDraw, ref draw, lead => cursor.IsPastByRank(lead)) : null;
            if (drawn is not null)
            {
                cursor = cursor.AtDraw(drawn);
                page.Add((drawn, true));
                continue;
            }

            // A list by lot that is at its end has been shown as a whole, and so has every lead.
            var at = cursor;
            if (Skip(byRank, ref rank, lead => at.IsPastByDraw(lead)) is not { } next)
            {
                return (page, null);
            }

            cursor = cursor.AtRank(next);
            page.Add((next, false));
        }

        var last = cursor;
        return (page, Skip(byRank, ref rank, lead => last.IsPastByDraw(lead)) is null ? null : cursor);
    }

    /// <summary>All by lot.</summary>
    public static (List<(LeadRow Lead, bool Drawn)> Leads, QueueCursor? Next) TakeDrawn(IReadOnlyList<LeadRow> byDraw, QueueCursor from, int count) =>
        ([.. byDraw.Take(count).Select(lead => (lead, true))], byDraw.Count > count ? from.AtDraw(byDraw[count - 1]) : null);

    private static LeadRow? Skip(IReadOnlyList<LeadRow> leads, ref int at, Func<LeadRow, bool> isShown)
    {
        while (at < leads.Count && isShown(leads[at]))
        {
            at++;
        }

        return at < leads.Count ? leads[at++] : null;
    }
}
