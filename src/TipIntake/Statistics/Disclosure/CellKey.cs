namespace TipIntake.Statistics;

/// <summary>
/// Changes a count a little, always in the same way for the same tips: by how much follows from the sum of the keys of exactly these tips and from nothing else. Asked again,
/// in another table or another release, the same group has the same number, so nothing is gained by asking often; one tip more or less, and the change is another one.
/// </summary>
internal static class CellKey
{
    /// <summary>By how much at most.</summary>
    public const int Most = 4;

    private const int Keys = 256;

    // Each change from -4 to 4 as often as any other, so that they cancel out over many cells. This table is part of what released numbers mean: never change it.
    private static readonly sbyte[] Changes = [.. Enumerable.Range(0, Keys).Select(key => (sbyte)(key < Keys - Keys % Values ? key % Values - Most : 0))];

    private const int Values = 2 * Most + 1;

    // The same sum of keys must not change two different counts in the same way. Odd, so that each count meets every change.
    private const int Step = 97;

    public static int Change(TipChange tips) => Changes[(int)((tips.Keys + (long)Step * tips.Tips) & (Keys - 1))];
}
