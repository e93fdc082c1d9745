using System.Net;
using Microsoft.Extensions.Time.Testing;
using TipIntake.Security.RateLimits;

namespace TipIntake.UnitTests.Security.RateLimits;

public sealed class MidnightTests
{
    private static readonly DateTimeOffset JustBefore = new(2026, 11, 22, 23, 59, 0, TimeSpan.Zero);

    [Fact]
    public void Midnight_does_not_give_a_flooder_a_fresh_limit()
    {
        var gate = new Gate(new FakeTimeProvider(JustBefore), Gate.TipRule);
        gate.SendTips(30, "2001:db8::1");

        gate.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(Lane.Deferred, gate.SendTip("2001:db8::1").Lane);
    }

    [Fact]
    public void A_new_day_starts_afresh_for_those_who_waited()
    {
        var gate = new Gate(new FakeTimeProvider(JustBefore), Gate.TipRule);
        gate.SendTips(30, "192.0.2.1");

        gate.Clock.Advance(TimeSpan.FromMinutes(13));

        Assert.Equal(Lane.First, gate.SendTip("192.0.2.1").Lane);
    }

    [Fact]
    public void A_limit_for_a_whole_day_holds_over_midnight()
    {
        var gate = new Gate(new FakeTimeProvider(Gate.Noon), [
            ("IpRateLimiting:GeneralRules:0:Endpoint", "*"),
            ("IpRateLimiting:GeneralRules:0:Period", "1d"),
            ("IpRateLimiting:GeneralRules:0:Limit", "5")]);
        gate.SendTips(5, "192.0.2.1");

        gate.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(Lane.Deferred, gate.SendTip("192.0.2.1").Lane);
        gate.Clock.Advance(TimeSpan.FromHours(30));

        Assert.Equal(Lane.First, gate.SendTip("192.0.2.1").Lane);
    }

    [Fact]
    public void Two_nodes_with_the_same_key_ring_name_a_network_alike_and_each_day_otherwise()
    {
        var address = NetworkAddress.From(IPAddress.Parse("192.0.2.1"));
        var (one, other) = (new DayKeys(Gate.DayKey), new DayKeys(Gate.DayKey));

        var today = one.At(Gate.Noon);
        var tomorrow = one.At(Gate.Noon.AddDays(1));

        Assert.Equal(today.Today.NameNarrow(address), other.At(Gate.Noon).Today.NameNarrow(address));
        Assert.Equal(today.Today.NameNarrow(address), tomorrow.Yesterday.NameNarrow(address));
        Assert.NotEqual(today.Today.NameNarrow(address), tomorrow.Today.NameNarrow(address));
    }

    [Fact]
    public void A_request_without_an_address_is_deferred_and_never_refused()
    {
        var gate = new Gate([.. Gate.TipRule, ("TipLanes:RefuseAfter", "1")]);

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal((Lane.Deferred, false), (gate.SendTip((IPAddress?)null).Lane, gate.SendTip((IPAddress?)null).IsRefused));
        }
    }

    [Fact]
    public void A_wall_clock_that_is_set_neither_opens_nor_closes_the_gate()
    {
        var clock = new SetClock();
        var gate = new Gate(clock, [.. Gate.TipRule, ("TipLanes:RefuseAfter", "1")]);
        gate.SendTips(30, "192.0.2.1");

        clock.Set = TimeSpan.FromHours(5);
        Assert.True(gate.SendTip("192.0.2.1").IsRefused);
        clock.Set = TimeSpan.FromHours(-5);
        Assert.True(gate.SendTip("192.0.2.1").IsRefused);
        clock.Advance(TimeSpan.FromMinutes(13));

        Assert.False(gate.SendTip("192.0.2.1").IsRefused);
    }

    /// <summary>Somebody sets the date; what measures time goes on as before.</summary>
    private sealed class SetClock() : FakeTimeProvider(Gate.Noon)
    {
        public TimeSpan Set { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Set;
    }
}
