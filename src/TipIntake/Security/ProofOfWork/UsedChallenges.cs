namespace TipIntake.Security.ProofOfWork;

/// <summary>
/// Which challenges were used, until they expire. The same tip may come again with the same proof, after a lost answer; another tip may
/// not. Of fixed size: when it is full nothing more is taken for used up, or for solved.
/// </summary>
internal sealed class UsedChallenges(TimeProvider clock, int capacity = UsedChallenges.Most)
{
    /// <summary>About 10 MiB; ten times the deployment's limit of tips in the lifetime of a challenge.</summary>
    public const int Most = 100_000;

    private readonly Dictionary<UInt128, ulong> uses = [];
    private readonly Queue<(UInt128 Number, DateTimeOffset Expires)> oldestFirst = [];
    private readonly Lock gate = new();

    /// <summary>True if this is its first use, or the same tip once more.</summary>
    public bool TryUse(Challenge challenge, ulong tip)
    {
        lock (gate)
        {
            Forget();
            if (uses.TryGetValue(challenge.Number, out var earlier))
            {
                return earlier == tip;
            }

            if (uses.Count >= capacity)
            {
                return false;
            }

            uses.Add(challenge.Number, tip);
            oldestFirst.Enqueue((challenge.Number, challenge.Expires));
            return true;
        }
    }

    // In the order of use, which is nearly that of expiry: none is forgotten too early, some a little late.
    private void Forget()
    {
        var now = clock.GetUtcNow();
        while (oldestFirst.TryPeek(out var oldest) && oldest.Expires <= now)
        {
            uses.Remove(oldest.Number);
            oldestFirst.Dequeue();
        }
    }
}
