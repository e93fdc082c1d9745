using System.Numerics;

namespace TipIntake.Triage;

/// <summary>What a way of speaking tells about how somebody knows; sections of signals.txt.</summary>
internal enum Signal
{
    FirstPerson,
    Owned,
    Worked,
    Lived,
    Proof,
    NotReal,
    Everywhere,
    Unsure,
    Hearsay,
    Advert,
    Mockery,
    OtherMatter,
    Danger,
    Denial,
    Question,
}

/// <summary>How often each signal is found in a text, counted in the languages that the text is likely to be written in.</summary>
internal sealed class Signals
{
    private readonly int[] counts = new int[Enum.GetValues<Signal>().Length];

    private Signals(ulong languages) => Languages = languages;

    /// <summary>The likely languages, a bit each; several where they share their small words.</summary>
    public ulong Languages { get; }

    public int this[Signal signal] => counts[(int)signal];

    public static Signals In(string plain, string? language)
    {
        var signals = new Signals(LanguagesOf(plain, language));
        var last = new int[signals.counts.Length];
        Array.Fill(last, -1);
        WordLists.Signals.Find(plain, (start, found) =>
        {
            // One word counts once for a signal, however many languages know it.
            if ((found.Languages & signals.Languages) != 0 && last[found.Meaning] != start)
            {
                last[found.Meaning] = start;
                signals.counts[found.Meaning]++;
            }
        });

        return signals;
    }

    // What the sender's form said is only a hint: people write in the language they like.
    private static ulong LanguagesOf(string plain, string? language)
    {
        Span<int> votes = stackalloc int[64];
        votes.Clear();
        var known = WordLists.FunctionWords.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in plain.AsSpan().Split(' '))
        {
            if (!known.TryGetValue(plain.AsSpan()[range], out var speakers))
            {
                continue;
            }

            for (; speakers != 0; speakers &= speakers - 1)
            {
                votes[BitOperations.TrailingZeroCount(speakers)] += 2;
            }
        }

        var said = WordLists.BitOf(language);
        if (said != 0)
        {
            votes[BitOperations.TrailingZeroCount(said)] += 3;
        }

        return Winners(votes);
    }

    private static ulong Winners(ReadOnlySpan<int> votes)
    {
        var most = 0;
        foreach (var vote in votes)
        {
            most = Math.Max(most, vote);
        }

        var winners = 0UL;
        for (var language = 0; language < votes.Length && most > 0; language++)
        {
            winners |= votes[language] * 4 >= most * 3 ? 1UL << language : 0;
        }

        return winners == 0 ? ulong.MaxValue : winners;
    }
}
