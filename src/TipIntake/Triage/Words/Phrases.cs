namespace TipIntake.Triage;

/// <summary>
/// Many phrases of many languages, looked for in one pass. A phrase begins at a word (in scripts without spaces anywhere);
/// one that ends in * may have more letters after it, one that begins with * more before it.
/// </summary>
internal sealed class Phrases
{
    private readonly Dictionary<(int Node, char Letter), int> steps = [];
    private readonly Dictionary<int, List<Found>> ends = [];
    private readonly Dictionary<string, List<Found>> endings = new(StringComparer.Ordinal);
    private int nodes;

    /// <summary>What a phrase means, and in which languages (a bit each).</summary>
    public readonly record struct Found(int Meaning, ulong Languages, bool MayGoOn);

    public void Add(string phrase, int meaning, ulong languages)
    {
        var (before, after) = (phrase.StartsWith('*'), phrase.EndsWith('*'));
        var plain = PlainText.Of(phrase);
        if (plain.Length == 0)
        {
            return;
        }

        if (before)
        {
            Into(endings, plain, new Found(meaning, languages, false));
            return;
        }

        Into(ends, End(plain), new Found(meaning, languages, after || IsLoose(plain)));
    }

    /// <summary>Everything found in a plain text, with the place where it begins.</summary>
    public void Find(string plain, Action<int, Found> found)
    {
        for (var start = 0; start < plain.Length; start++)
        {
            var atWord = start == 0 || plain[start - 1] == ' ' || Letters.IsUnspaced(plain[start - 1]);
            if (atWord || Letters.IsUnspaced(plain[start]))
            {
                FindFrom(plain, start, found);
            }

            if (atWord && endings.Count > 0)
            {
                FindEnding(plain, start, found);
            }
        }
    }

    private void FindFrom(string plain, int start, Action<int, Found> found)
    {
        var node = 0;
        for (var at = start; at < plain.Length && steps.TryGetValue((node, plain[at]), out node); at++)
        {
            if (!ends.TryGetValue(node, out var all))
            {
                continue;
            }

            var whole = at + 1 == plain.Length || plain[at + 1] == ' ' || Letters.IsUnspaced(plain[at + 1]);
            foreach (var one in all)
            {
                if (whole || one.MayGoOn)
                {
                    found(start, one);
                }
            }
        }
    }

    private void FindEnding(string plain, int start, Action<int, Found> found)
    {
        var end = plain.IndexOf(' ', start);
        var word = plain.AsSpan(start, (end < 0 ? plain.Length : end) - start);
        var known = endings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = 2; length <= 6 && length + 2 <= word.Length; length++)
        {
            if (known.TryGetValue(word[^length..], out var all))
            {
                foreach (var one in all)
                {
                    found(start, one);
                }
            }
        }
    }

    private int End(string plain)
    {
        var node = 0;
        foreach (var letter in plain)
        {
            if (!steps.TryGetValue((node, letter), out var next))
            {
                next = ++nodes;
                steps[(node, letter)] = next;
            }

            node = next;
        }

        return node;
    }

    // Scripts without spaces, and those that glue particles on: Hangul.
    private static bool IsLoose(string plain) => plain.Any(letter => Letters.IsUnspaced(letter) || letter is >= '\uAC00' and <= '\uD7A3');

    private static void Into<TKey>(Dictionary<TKey, List<Found>> table, TKey key, Found one) where TKey : notnull
    {
        if (!table.TryGetValue(key, out var all))
        {
            table[key] = all = [];
        }

        all.Add(one);
    }
}
