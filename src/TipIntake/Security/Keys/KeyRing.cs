using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TipIntake.Security.Keys;

/// <summary>
/// The secrets that turn an idempotency key into a receipt and a receipt into a tip's id. They live in a file outside the
/// database, so that a copy of the database alone links nothing to a receipt (infra/docs/decisions/0003).
/// </summary>
internal sealed class KeyRing
{
    private readonly KeySet[] newestFirst;
    private readonly TimeProvider clock;

    public KeyRing(IEnumerable<KeySet> keys, TimeProvider clock)
    {
        newestFirst = [.. keys.OrderByDescending(k => k.Id)];
        this.clock = clock;

        if (newestFirst.Length == 0)
        {
            throw new ArgumentException("A key ring holds at least one key set.", nameof(keys));
        }
    }

    public IReadOnlyList<KeySet> NewestFirst => newestFirst;

    /// <summary>The newest key set whose day has come. A rotated key can be distributed to every node before it is used.</summary>
    public KeySet Current
    {
        get
        {
            var now = clock.GetUtcNow();
            return Array.Find(newestFirst, k => k.ActiveFrom <= now) ?? newestFirst[^1];
        }
    }

    /// <summary>
    /// Key sets, other than the current one, under which a request may have been stored that is now retried: those in use
    /// within the last <see cref="RetryWindow"/>, and the one about to be used by nodes whose clock is ahead.
    /// </summary>
    public IEnumerable<KeySet> ConcurrentlyUsed()
    {
        var now = clock.GetUtcNow();
        var current = Current;

        for (var i = 0; i < newestFirst.Length; i++)
        {
            var key = newestFirst[i];
            var replacedAt = i == 0 ? (DateTimeOffset?)null : newestFirst[i - 1].ActiveFrom;

            if (key.Id != current.Id && key.ActiveFrom <= now + ClockSlack && (replacedAt is null || replacedAt + RetryWindow > now))
            {
                yield return key;
            }
        }
    }

    public KeySet Find(short id) => Array.Find(newestFirst, k => k.Id == id) ?? throw new KeyFileException($"The key ring lacks key {id}. Put back a copy that has it.");

    public static TimeSpan RetryWindow { get; } = TimeSpan.FromHours(72);

    private static TimeSpan ClockSlack { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Every id that a receipt may stand for, one per key set: one primary-key probe finds the tip whatever key made it.</summary>
    public Guid[] TipIdsOf(Receipt receipt) => [.. newestFirst.Select(k => k.TipId(receipt))];
}

/// <summary>One generation of secrets, 32 random bytes each, for separate purposes.</summary>
internal sealed record KeySet(short Id, DateTimeOffset ActiveFrom, byte[] ReceiptKey, byte[] TipKey, byte[] BodyKey, byte[] NetworkSeed)
{
    // Made of the keys above once: a copy with other keys (with { … }) would go on hashing with the old ones.
    private readonly KeyedHash receipts = new(ReceiptKey);
    private readonly KeyedHash tips = new(TipKey);
    private readonly KeyedHash bodies = new(BodyKey);
    private readonly KeyedHash proofs = new(HMACSHA256.HashData(NetworkSeed, "proof of work"u8));

    /// <summary>The same object and idempotency key give the same receipt, so a retry gets it back although it is never stored.</summary>
    public Receipt Receipt(string reference, string idempotencyKey)
    {
        Span<byte> mac = stackalloc byte[KeyedHash.Size];
        receipts.Of(Encoding.UTF8.GetBytes($"{reference}\0{idempotencyKey}"), mac);
        return Keys.Receipt.FromBits(mac);
    }

    public Guid TipId(Receipt receipt) => IdFrom(receipt.Code);

    /// <summary>An id for something sent under a receipt, the same for the same key.</summary>
    public Guid IdUnder(Receipt receipt, string idempotencyKey) => IdFrom($"{receipt.Code}\0{idempotencyKey}");

    /// <summary>Tells a retry of the same body from another body under the same idempotency key.</summary>
    public byte[] BodyHash(string idempotencyKey, ReadOnlySpan<byte> body)
    {
        // Privacy: the idempotency key, which nobody stores, is hashed too. Else whoever takes the database and this key ring
        // could try every telephone number until the hash fits, and the sealed contact would be sealed in vain.
        byte[] input = [.. Encoding.UTF8.GetBytes(idempotencyKey), 0, .. body];
        Span<byte> mac = stackalloc byte[KeyedHash.Size];
        bodies.Of(input, mac);
        return mac[..16].ToArray();
    }

    /// <summary>Privacy: the key under which networks are counted on one day; it cannot be recomputed from another day's.</summary>
    public byte[] NetworkKey(DateOnly day)
    {
        Span<byte> input = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(input, day.DayNumber);
        return HMACSHA256.HashData(NetworkSeed, input);
    }

    /// <summary>Under a key of its own, made from the seed that also the networks' keys come from: none of the secrets says anything about another.</summary>
    public void ProofMac(ReadOnlySpan<byte> message, Span<byte> mac) => proofs.Of(message, mac);

    public static KeySet Make(short id, DateTimeOffset activeFrom) =>
        new(id, activeFrom, Secret(), Secret(), Secret(), Secret());

    private static byte[] Secret() => RandomNumberGenerator.GetBytes(32);

    private Guid IdFrom(string input)
    {
        Span<byte> mac = stackalloc byte[KeyedHash.Size];
        tips.Of(Encoding.ASCII.GetBytes(input), mac);
        return new Guid(mac[..16], bigEndian: true);
    }
}
