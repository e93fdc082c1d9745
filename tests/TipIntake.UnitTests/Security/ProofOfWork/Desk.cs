using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TipIntake.Security.Keys;
using TipIntake.Security.ProofOfWork;
using TipIntake.Security.RateLimits;

namespace TipIntake.UnitTests.Security.ProofOfWork;

/// <summary>Where proofs are handed in, with a clock that the test moves.</summary>
internal sealed class Desk
{
    public const string Object = "OBJ-2026-0007";

    // Easier than any that is handed out, so that a test takes no time.
    private static readonly Strength Easy = new(4, TimeSpan.FromSeconds(30));

    private readonly Challenges challenges;
    private readonly ProofCheck check;

    public Desk(int capacity = UsedChallenges.Most)
    {
        var keys = new KeyRing([KeySet.Make(1, DateTimeOffset.UnixEpoch)], Clock);
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        challenges = new Challenges(keys, Clock);
        check = new ProofCheck(challenges, new UsedChallenges(Clock, capacity), new ProofMeter(meters), keys, Clock);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public Challenge Challenge(string reference = Object) => challenges.Make(reference, Easy);

    public string Solved(string reference = Object) => Solver.Solve(Challenge(reference).Text, Easy.Bits);

    public ProofState Judge(string? proof, string tip = "the key of one tip", string reference = Object) => check.Judge(Asked(Relief.Work), reference, proof, tip);

    public ProofState JudgeRefused(string? proof) => check.Judge(Asked(Relief.Entry), Object, proof, "the key of one tip");

    public bool Opens(string? proof) => check.OpensTheDoor(proof, Object);

    public Lane LaneOf(Relief relief, string? proof, Lane otherwise = Lane.Deferred)
    {
        var admission = Asked(relief) with { Lane = otherwise };
        return ProofCheck.LaneOf(admission, check.Judge(admission, Object, proof, "the key of one tip"));
    }

    private static Admission Asked(Relief relief) => new(Lane.Deferred, AdmissionReason.Object) { Relief = relief };
}
