using System.Runtime.InteropServices;

namespace TipIntake.Triage;

/// <summary>A text as the set of its short pieces, reduced to the least hash in each of a fixed number of slots (one-permutation min-hash).</summary>
internal sealed class Shingles
{
    public const int Slots = 128;

    /// <summary>Below it a text is too short to be nearly the same as another; it is the same or it is not.</summary>
    public const int FewestToCompare = 16;

    private const int Letters5 = 5;
    private const int Signs3 = 3;

    private Shingles(ulong whole, int count, ulong[] least, ulong[] numbers)
    {
        Whole = whole;
        Count = count;
        Least = least;
        Numbers = numbers;
    }

    /// <summary>Hash of the whole plain text.</summary>
    public ulong Whole { get; }

    public int Count { get; }

    public ulong[] Least { get; }

    /// <summary>Hashes of the numbers in it, in order, at most eight.</summary>
    public ulong[] Numbers { get; }

    public bool IsComparable => Count >= FewestToCompare;

    public static Shingles Of(string? text)
    {
        var plain = PlainText.Of(text);
        var dense = plain.Replace(" ", "", StringComparison.Ordinal);
        var pieces = new HashSet<ulong>(dense.Length);
        var length = dense.Count(Letters.IsUnspaced) * 2 > dense.Length ? Signs3 : Letters5;
        for (var at = 0; at + length <= dense.Length; at++)
        {
            pieces.Add(StableHash.Of(dense.AsSpan(at, length)));
        }

        return new Shingles(StableHash.Of(plain), pieces.Count, LeastOf(pieces), NumbersOf(plain));
    }

    private static ulong[] LeastOf(HashSet<ulong> pieces)
    {
        var least = new ulong[Slots];
        Array.Fill(least, ulong.MaxValue);
        foreach (var piece in pieces)
        {
            ref var slot = ref least[piece % Slots];
            slot = Math.Min(slot, piece / Slots);
        }

        Fill(least, pieces.Count);
        return least;
    }

    // An empty slot borrows from a slot chosen by the slot's own number, the same for every text, so that equal texts borrow alike.
    private static void Fill(ulong[] least, int count)
    {
        if (count == 0)
        {
            return;
        }

        var own = (ulong[])least.Clone();
        for (var slot = 0; slot < Slots; slot++)
        {
            for (var attempt = 0UL; least[slot] == ulong.MaxValue; attempt++)
            {
                least[slot] = own[StableHash.Mixed(((ulong)slot << 32) | attempt) % Slots];
            }
        }
    }

    private static ulong[] NumbersOf(string plain)
    {
        var numbers = new List<ulong>();
        foreach (var range in plain.AsSpan().Split(' '))
        {
            var word = plain.AsSpan()[range];
            if (numbers.Count < 8 && word.Length > 0 && char.IsAsciiDigit(word[0]))
            {
                numbers.Add(StableHash.Of(word));
            }
        }

        return [.. CollectionsMarshal.AsSpan(numbers)];
    }
}
