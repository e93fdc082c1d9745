namespace TipIntake.Triage;

/// <summary>A hash that is the same on every node, in every version and after every restart; for keys that are stored.</summary>
internal static class StableHash
{
    private const ulong Start = 0xCBF29CE484222325;
    private const ulong Step = 0x100000001B3;

    public static ulong Of(ReadOnlySpan<char> text, ulong seed = 0)
    {
        var hash = Start ^ Mixed(seed);
        foreach (var unit in text)
        {
            hash = (hash ^ unit) * Step;
        }

        return Mixed(hash);
    }

    /// <summary>Spreads every bit over the whole word (the finishing step of MurmurHash3).</summary>
    public static ulong Mixed(ulong value)
    {
        value ^= value >> 33;
        value *= 0xFF51AFD7ED558CCD;
        value ^= value >> 33;
        value *= 0xC4CEB9FE1A85EC53;
        return value ^ (value >> 33);
    }
}
