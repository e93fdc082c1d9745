using CsCheck;
using Microsoft.Extensions.Time.Testing;
using TipIntake.Security.RateLimits;

namespace TipIntake.UnitTests.Security.RateLimits;

public sealed class AdmissionPropertiesTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    // Waits of up to three minutes, many of none, so that runs cross windows and, from this start, midnight.
    private static readonly Gen<int[]> Waits = Gen.Frequency((3, Gen.Const(0)), (2, Gen.Int[0, 180])).Array[1, 150];

    [Fact]
    public void No_window_of_the_period_ever_holds_more_than_the_limit_in_the_first_lane() =>
        Waits.Sample(waits =>
        {
            var gate = Strict();
            var first = new List<DateTimeOffset>();

            foreach (var wait in waits)
            {
                gate.Clock.Advance(TimeSpan.FromSeconds(wait));
                if (gate.SendTip("192.0.2.1") is { Lane: Lane.First, IsRefused: false })
                {
                    first.Add(gate.Clock.GetUtcNow());
                }
            }

            Assert.All(first, start => Assert.InRange(first.Count(t => t >= start && t < start + Window), 0, 5));
        });

    [Fact]
    public void No_window_of_the_period_ever_holds_more_than_the_far_limit_at_all() =>
        Waits.Sample(waits =>
        {
            var gate = Strict();
            var taken = new List<DateTimeOffset>();

            foreach (var wait in waits)
            {
                gate.Clock.Advance(TimeSpan.FromSeconds(wait));
                if (!gate.SendTip("192.0.2.1").IsRefused)
                {
                    taken.Add(gate.Clock.GetUtcNow());
                }
            }

            Assert.All(taken, start => Assert.InRange(taken.Count(t => t >= start && t < start + Window), 0, 10));
        });

    [Fact]
    public void Sending_more_never_gives_a_better_answer() =>
        Gen.Int[1, 40].Sample(number =>
        {
            var tips = Strict().SendTips(number, "2001:db8::1");

            Assert.Equal(tips.Select(Badness).Order(), tips.Select(Badness));
        });

    [Fact]
    public void Nobody_is_held_up_longer_than_the_period_and_a_quarter() =>
        Waits.Sample(waits =>
        {
            var gate = Strict();
            foreach (var wait in waits)
            {
                gate.Clock.Advance(TimeSpan.FromSeconds(wait));
                Assert.InRange(gate.SendTip("192.0.2.1").RetryAfter ?? TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(1), Window * 1.25);
            }

            gate.Clock.Advance(Window * 1.25);
            Assert.Equal(Lane.First, gate.SendTip("192.0.2.1").Lane);
        });

    [Fact]
    public void Other_sources_do_not_matter_while_there_is_room() =>
        Gen.Int[0, 300].Array[0, 400].Sample(others =>
        {
            var gate = Strict();
            foreach (var other in others)
            {
                gate.SendTip($"198.51.{other / 250}.{other % 250}");
            }

            Assert.All(gate.SendTips(5, "192.0.2.1"), t => Assert.Equal(Lane.First, t.Lane));
        });

    private static Gate Strict() => new(
        new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 22, 0, 0, TimeSpan.Zero)),
        [.. Gate.TipRule.Where(s => !s.Key.EndsWith("Limit", StringComparison.Ordinal)), ("IpRateLimiting:GeneralRules:0:Limit", "5"), ("TipLanes:RefuseAfter", "2")]);

    private static int Badness(Admission admission) => admission.IsRefused ? 2 : (int)admission.Lane;
}
