namespace TipIntake.Triage;

/// <summary>The keys of a wording: one for its exact words, one for each link, and bands of its min-hash for what is nearly the same.</summary>
internal static class WordingKeys
{
    private const int MostLinks = 3;

    // Bands of three find light edits and stay apart in a crowd; bands of two find a wording that was cut in half.
    private static readonly int[] Bands = [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2];

    public static long[] Of(Shingles shingles, List<string> links)
    {
        var keys = new List<long>(Wording.MostKeys);
        if (shingles.Count > 0 || links.Count == 0)
        {
            keys.Add(Key(shingles.Whole, 1));
        }

        foreach (var link in links.Take(MostLinks))
        {
            keys.Add(Key(StableHash.Of(link), 2));
        }

        if (shingles.IsComparable)
        {
            AddBands(keys, shingles.Least);
        }

        return [.. keys.Distinct()];
    }

    private static void AddBands(List<long> keys, ulong[] least)
    {
        var slot = 0;
        for (var band = 0; band < Bands.Length; band++)
        {
            var hash = (ulong)band;
            for (var row = 0; row < Bands[band]; row++)
            {
                hash = StableHash.Mixed(hash ^ least[slot++]);
            }

            keys.Add(Key(hash, 3));
        }
    }

    private static long Key(ulong hash, ulong kind) => (long)StableHash.Mixed(hash + (kind << 8) + Wording.Version);
}
