namespace TipIntake.Triage;

/// <summary>Where a page of the queue ended: what was last shown of each list, in that list's own order; and how many were shown in all.</summary>
internal readonly record struct QueueCursor<TKey>(TKey? Score, TKey? Draw, int Shown) where TKey : struct, IComparable<TKey>;

/// <summary>One lead in the queue: its key in the order by score and its key in the random order; lower comes first.</summary>
internal readonly record struct QueueEntry<TKey>(Guid Lead, TKey Score, TKey Draw) where TKey : struct, IComparable<TKey>;

/// <summary>
/// The queue's order: by score, with one position in five drawn at random from all open leads. Both lists are read from the cursor on;
/// what the other list has shown already is skipped, so that nothing comes twice.
/// </summary>
internal static class QueueOrder
{
    public const int DrawEvery = 5;

    /// <param name="byScore">Leads in order of score, after the cursor's score.</param>
    /// <param name="byDraw">Leads in random order, after the cursor's draw.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="size">How many leads are wanted.</param>
    /// <param name="drawEvery">Every how many positions one is drawn; 0 for never.</param>
    public static (IReadOnlyList<QueueEntry<TKey>> Page, QueueCursor<TKey> Next) Merge<TKey>(
        IEnumerable<QueueEntry<TKey>> byScore, IEnumerable<QueueEntry<TKey>> byDraw, QueueCursor<TKey> cursor, int size, int drawEvery = DrawEvery)
        where TKey : struct, IComparable<TKey>
    {
        using var scores = byScore.GetEnumerator();
        using var draws = byDraw.GetEnumerator();
        var page = new List<QueueEntry<TKey>>(size);
        while (page.Count < size)
        {
            var drawn = drawEvery > 0 && (cursor.Shown + 1) % drawEvery == 0;
            var entry = drawn ? NextDraw(draws, ref cursor) ?? NextScore(scores, ref cursor) : NextScore(scores, ref cursor) ?? NextDraw(draws, ref cursor);
            if (entry is null)
            {
                break;
            }

            page.Add(entry.Value);
            cursor = cursor with { Shown = cursor.Shown + 1 };
        }

        return (page, cursor);
    }

    private static QueueEntry<TKey>? NextScore<TKey>(IEnumerator<QueueEntry<TKey>> scores, ref QueueCursor<TKey> cursor) where TKey : struct, IComparable<TKey>
    {
        while (scores.MoveNext())
        {
            var entry = scores.Current;
            cursor = cursor with { Score = entry.Score };
            if (!IsBehind(entry.Draw, cursor.Draw))
            {
                return entry;
            }
        }

        return null;
    }

    private static QueueEntry<TKey>? NextDraw<TKey>(IEnumerator<QueueEntry<TKey>> draws, ref QueueCursor<TKey> cursor) where TKey : struct, IComparable<TKey>
    {
        while (draws.MoveNext())
        {
            var entry = draws.Current;
            cursor = cursor with { Draw = entry.Draw };
            if (!IsBehind(entry.Score, cursor.Score))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>At or before what the cursor has passed: shown by that list, or skipped there because the other had shown it.</summary>
    private static bool IsBehind<TKey>(TKey key, TKey? passed) where TKey : struct, IComparable<TKey> =>
        passed is { } last && key.CompareTo(last) <= 0;
}
