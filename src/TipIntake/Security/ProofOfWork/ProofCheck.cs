using System.Buffers.Binary;
using System.Text;
using TipIntake.Platform;
using TipIntake.Security.Keys;
using TipIntake.Security.RateLimits;

namespace TipIntake.Security.ProofOfWork;

/// <summary>What a proof is worth.</summary>
internal enum ProofState
{
    /// <summary>No alarm is up, or nothing would help: nobody looked.</summary>
    NotAsked,
    Missing,
    Wrong,
    Expired,
    Used,

    /// <summary>A challenge without an answer, before its time.</summary>
    Early,
    Waited,
    Solved,
}

/// <summary>
/// Lifts a tip about a flooded object into the first lane, for work or for waiting. A tip without either is deferred, never lost, and
/// nobody is told which lane a tip went to.
/// </summary>
internal sealed class ProofCheck(Challenges challenges, UsedChallenges used, ProofMeter meter, KeyRing keys, TimeProvider clock)
{
    public const string Header = "Proof";
    public const string Field = "proof";

    public static readonly RequestHeaderMetadata Documentation = new(
        Header,
        "Only while very many tips arrive, or instead of a refusal with 429, else ignored: the challenge that GET …/challenge gave for this object, a dot, and the answer; or, after waitSeconds, the challenge alone. It counts for one tip (and its retries with the same Idempotency-Key). With it the tip waits in the first lane; without it, it is stored all the same, and most are read later.",
        "AAEO…");

    /// <summary>The proof that came in the header; null if there was none, or several.</summary>
    public static string? Of(HttpRequest request) => request.Headers[Header] is [{ } one] ? one : null;

    /// <summary>The proof that comes before the request is read: in the header, or, from a page whose form has to be sent as a form, in the address.</summary>
    public static string? OfRefused(HttpRequest request) => Of(request) ?? (request.Query[Field] is [{ } one] ? one : null);

    /// <summary>The lane of a tip, after its proof.</summary>
    public static Lane LaneOf(Admission admission, ProofState proof) => proof switch
    {
        _ when admission.Relief == Relief.Entry => Lane.Deferred,
        ProofState.NotAsked => admission.Lane,
        _ when IsEnough(proof, admission.Relief) => Lane.First,
        _ => Lane.Deferred,
    };

    /// <summary>Uses the proof up, if it is asked for and good, for the tip of this key.</summary>
    public ProofState Judge(Admission admission, string reference, string? proof, string idempotencyKey)
    {
        if (admission.Relief == Relief.None)
        {
            return ProofState.NotAsked;
        }

        var (state, challenge) = Look(admission.Relief, reference, proof);
        if (challenge is not null && IsEnough(state, admission.Relief) && !used.TryUse(challenge, NameOf(idempotencyKey)))
        {
            state = ProofState.Used;
        }

        meter.Count(state);
        return state;
    }

    /// <summary>Why a tip that came in with work instead of a refusal is not taken all the same: its work was for another tip.</summary>
    public static Refusal? Refuse(Admission admission, ProofState proof) =>
        admission.Relief == Relief.Entry && proof != ProofState.Solved ? Refusals.TooManyRequests : null;

    /// <summary>Whether this is work that lifts a refusal. Uses nothing up: which tip it is for is known only when the request is read, and judged then.</summary>
    public bool OpensTheDoor(string? proof, string? reference) => reference is not null && Look(Relief.Entry, reference, proof).State == ProofState.Solved;

    private static bool IsEnough(ProofState proof, Relief relief) =>
        proof == ProofState.Solved || (proof == ProofState.Waited && relief == Relief.WorkOrWait);

    private (ProofState State, Challenge? Challenge) Look(Relief relief, string reference, string? proof)
    {
        if (string.IsNullOrEmpty(proof))
        {
            return (ProofState.Missing, null);
        }

        var dot = proof.IndexOf('.', StringComparison.Ordinal);
        var text = dot < 0 ? proof : proof.AsSpan(0, dot);
        // A refusal is lifted by the hardest work alone, wherever in the request it stands.
        if (challenges.Find(text, reference) is not { } challenge || (relief == Relief.Entry && challenge.Bits < Strength.MostBits))
        {
            return (ProofState.Wrong, null);
        }

        var now = clock.GetUtcNow();
        var state = challenge.Expires <= now ? ProofState.Expired
            : dot >= 0 && Puzzle.IsSolved(challenge, proof.AsSpan(dot + 1)) ? ProofState.Solved
            : challenge.NotBefore <= now ? ProofState.Waited
            : dot >= 0 ? ProofState.Wrong
            : ProofState.Early;
        return (state, challenge);
    }

    // Privacy: a keyed hash, because nobody keeps idempotency keys: a receipt can be made of one.
    private ulong NameOf(string idempotencyKey)
    {
        Span<byte> mac = stackalloc byte[KeyedHash.Size];
        keys.NewestFirst[^1].ProofMac(Encoding.UTF8.GetBytes(idempotencyKey), mac);
        return BinaryPrimitives.ReadUInt64BigEndian(mac);
    }
}
