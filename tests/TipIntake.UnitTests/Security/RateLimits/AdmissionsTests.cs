using TipIntake.Security.RateLimits;

namespace TipIntake.UnitTests.Security.RateLimits;

public sealed class AdmissionsTests
{
    private const string School = "203.0.113.5";

    [Fact]
    public void Thirty_pupils_behind_one_address_all_go_first_within_a_minute()
    {
        var gate = new Gate(Gate.TipRule);

        for (var pupil = 0; pupil < 30; pupil++)
        {
            gate.Clock.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(Lane.First, gate.SendTip(School).Lane);
        }
    }

    [Fact]
    public void A_source_over_its_limit_is_deferred_and_only_far_beyond_it_refused()
    {
        var gate = new Gate(Gate.TipRule);

        var tips = gate.SendTips(310, School);

        Assert.All(tips[..30], t => Assert.Equal((Lane.First, false), (t.Lane, t.IsRefused)));
        Assert.All(tips[30..300], t => Assert.Equal((Lane.Deferred, false), (t.Lane, t.IsRefused)));
        Assert.All(tips[300..], t => Assert.True(t.IsRefused));
        Assert.All(tips[300..], t => Assert.Equal(AdmissionReason.SourceNetwork, t.Reason));
    }

    [Fact]
    public void One_who_waits_as_long_as_told_is_let_in()
    {
        var gate = new Gate(Gate.TipRule);
        gate.Clock.Advance(TimeSpan.FromSeconds(77));
        var refused = gate.SendTips(301, School)[^1];

        gate.Clock.Advance(refused.RetryAfter!.Value - TimeSpan.FromMilliseconds(1));
        Assert.True(gate.SendTip(School).IsRefused);
        gate.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(Lane.First, gate.SendTip(School).Lane);
    }

    [Fact]
    public void Refused_requests_do_not_lengthen_the_wait_unless_they_are_stacked()
    {
        var kind = new Gate([.. Gate.TipRule, ("TipLanes:RefuseAfter", "1")]);
        var stacking = new Gate([.. Gate.TipRule, ("TipLanes:RefuseAfter", "1"), ("IpRateLimiting:StackBlockedRequests", "true")]);

        foreach (var gate in new[] { kind, stacking })
        {
            gate.SendTips(30, School);
            gate.Clock.Advance(TimeSpan.FromMinutes(9));
            gate.SendTips(30, School);
            gate.Clock.Advance(TimeSpan.FromMinutes(4));
        }

        Assert.False(kind.SendTip(School).IsRefused);
        Assert.True(stacking.SendTip(School).IsRefused);
    }

    [Fact]
    public void The_wait_ends_when_the_oldest_request_is_forgotten_not_the_last()
    {
        var gate = new Gate([.. Gate.TipRule, ("IpRateLimiting:GeneralRules:0:Limit", "2"), ("TipLanes:RefuseAfter", "1")]);
        gate.SendTip(School);
        gate.Clock.Advance(TimeSpan.FromMinutes(5));
        gate.SendTip(School);
        gate.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromMinutes(6.5), gate.SendTip(School).RetryAfter);
    }

    [Fact]
    public void A_later_rule_does_not_soften_a_refusal()
    {
        var gate = new Gate([
            .. Gate.TipRule, ("IpRateLimiting:StackBlockedRequests", "true"), ("IpRateLimiting:GeneralRules:0:Limit", "1"), ("TipLanes:RefuseAfter", "2"),
            ("IpRateLimiting:GeneralRules:1:Endpoint", "*"), ("IpRateLimiting:GeneralRules:1:Period", "1h"), ("IpRateLimiting:GeneralRules:1:Limit", "2")]);

        Assert.True(gate.SendTips(3, School)[^1].IsRefused);
    }

    [Fact]
    public void A_flooder_who_changes_the_64_with_every_tip_is_deferred_and_then_refused()
    {
        var gate = new Gate(Gate.TipRule);

        var tips = Enumerable.Range(0, 3000).Select(i => gate.SendTip($"2001:db8:1:{i:x}::1")).ToArray();

        Assert.Equal(240, tips.Count(t => t.Lane == Lane.First));
        Assert.Equal(2400 - 240, tips.Count(t => t.Lane == Lane.Deferred && !t.IsRefused));
        Assert.Equal(AdmissionReason.WiderNetwork, tips[^1].Reason);
        Assert.Equal(Lane.First, gate.SendTip("2001:db8:2::1").Lane);
    }

    [Fact]
    public void All_addresses_of_a_64_share_one_limit_and_mapped_addresses_are_ipv4()
    {
        var gate = new Gate(Gate.TipRule);

        gate.SendTips(15, "192.0.2.1");
        gate.SendTips(15, "::ffff:192.0.2.1");
        var six = Enumerable.Range(0, 31).Select(i => gate.SendTip($"2001:db8::{i:x}")).ToArray();

        Assert.Equal(Lane.Deferred, gate.SendTip("192.0.2.1").Lane);
        Assert.Equal(30, six.Count(t => t.Lane == Lane.First));
    }

    [Fact]
    public void A_limit_counts_all_the_paths_it_covers_together()
    {
        var gate = new Gate(Gate.TipRule);

        for (var i = 0; i < 30; i++)
        {
            gate.SendTip(School, $"OBJ-2026-{i:0000}");
        }

        Assert.Equal(Lane.Deferred, gate.SendTip(School, "OBJ-2026-9999").Lane);
    }

    [Fact]
    public void Anything_but_a_tip_is_refused_over_its_limit()
    {
        var gate = new Gate([
            ("IpRateLimiting:EnableEndpointRateLimiting", "true"),
            ("IpRateLimiting:GeneralRules:0:Endpoint", "get:/feed/*"),
            ("IpRateLimiting:GeneralRules:0:Period", "1m"),
            ("IpRateLimiting:GeneralRules:0:Limit", "2")]);

        var answers = Enumerable.Range(0, 3).Select(_ => gate.Get("/feed/objects.atom", School)).ToArray();

        Assert.Equal([false, false, true], answers.Select(a => a.IsRefused));
        Assert.InRange(answers[2].RetryAfter!.Value, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(75));
        Assert.False(gate.Get("/feed/objects.atom", "203.0.113.6").IsRefused);
        Assert.False(gate.Get("/elsewhere", School).IsRefused);
    }

    [Fact]
    public void A_limit_of_nothing_blocks()
    {
        var gate = new Gate([
            .. Gate.TipRule,
            ("IpRateLimitPolicies:IpRules:0:Ip", "198.51.100.0/24"),
            ("IpRateLimitPolicies:IpRules:0:Rules:0:Endpoint", "*"),
            ("IpRateLimitPolicies:IpRules:0:Rules:0:Period", "10m"),
            ("IpRateLimitPolicies:IpRules:0:Rules:0:Limit", "0")]);

        Assert.True(gate.SendTip("198.51.100.77").IsRefused);
        Assert.False(gate.SendTip("198.51.101.77").IsRefused);
    }

    [Fact]
    public void A_rule_for_an_address_replaces_the_general_one_of_its_period()
    {
        var gate = new Gate([
            .. Gate.TipRule,
            ("IpRateLimitPolicies:IpRules:0:Ip", School),
            ("IpRateLimitPolicies:IpRules:0:Rules:0:Endpoint", "post:/api/v1/objects/*/tips"),
            ("IpRateLimitPolicies:IpRules:0:Rules:0:Period", "10m"),
            ("IpRateLimitPolicies:IpRules:0:Rules:0:Limit", "100")]);

        var tips = gate.SendTips(101, School);

        Assert.Equal(100, tips.Count(t => t.Lane == Lane.First));
    }

    [Fact]
    public void Of_two_rules_with_one_period_the_stricter_counts_and_other_periods_count_beside_it()
    {
        var gate = new Gate([
            .. Gate.TipRule,
            ("IpRateLimiting:GeneralRules:1:Endpoint", "*"),
            ("IpRateLimiting:GeneralRules:1:Period", "10m"),
            ("IpRateLimiting:GeneralRules:1:Limit", "10"),
            ("IpRateLimiting:GeneralRules:2:Endpoint", "*:/api/*"),
            ("IpRateLimiting:GeneralRules:2:Period", "1h"),
            ("IpRateLimiting:GeneralRules:2:Limit", "12")]);

        var soon = gate.SendTips(11, School);
        gate.Clock.Advance(TimeSpan.FromMinutes(20));
        var later = gate.SendTips(2, School);

        Assert.Equal(10, soon.Count(t => t.Lane == Lane.First));
        Assert.Equal([Lane.First, Lane.Deferred], later.Select(t => t.Lane));
    }

    [Fact]
    public void Without_endpoint_limits_only_the_rules_for_everything_count()
    {
        var gate = new Gate([
            ("IpRateLimiting:GeneralRules:0:Endpoint", "get:/a"),
            ("IpRateLimiting:GeneralRules:0:Period", "1m"),
            ("IpRateLimiting:GeneralRules:0:Limit", "1"),
            ("IpRateLimiting:GeneralRules:1:Endpoint", "*"),
            ("IpRateLimiting:GeneralRules:1:Period", "1h"),
            ("IpRateLimiting:GeneralRules:1:Limit", "3")]);

        var answers = new[] { "/a", "/a", "/b", "/c" }.Select(p => gate.Get(p, School).IsRefused);

        Assert.Equal([false, false, false, true], answers);
    }

    [Fact]
    public void A_rule_in_monitor_mode_speaks_up_and_holds_nobody_up()
    {
        var gate = new Gate([.. Gate.TipRule, ("IpRateLimiting:GeneralRules:0:MonitorMode", "true")]);

        var tips = gate.SendTips(400, School);

        Assert.All(tips, t => Assert.Equal((Lane.First, false), (t.Lane, t.IsRefused)));
        Assert.Equal(370, tips.Count(t => t.Monitored is not null));
    }

    [Fact]
    public void White_lists_exempt_an_address_or_an_endpoint()
    {
        var gate = new Gate([
            .. Gate.TipRule, ("IpRateLimiting:IpWhitelist:0", "192.0.2.0/24"), ("IpRateLimiting:EndpointWhitelist:0", "*:/health/*"),
            ("IpRateLimiting:GeneralRules:1:Endpoint", "*"), ("IpRateLimiting:GeneralRules:1:Period", "1m"), ("IpRateLimiting:GeneralRules:1:Limit", "1")]);

        Assert.All(gate.SendTips(400, "192.0.2.200"), t => Assert.Equal(Admission.Exempt, t));
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(Admission.Exempt, gate.Get("/health/live", School)));
    }

    [Fact]
    public void The_remaining_number_says_nothing_about_others_behind_the_same_address_until_half_is_used()
    {
        var alone = new Gate(Gate.TipRule).SendTip(School);
        var gate = new Gate(Gate.TipRule);
        gate.SendTips(10, School);

        var afterOthers = gate.SendTip(School);

        Assert.Equal((alone.Remaining, alone.Reset), (afterOthers.Remaining, afterOthers.Reset));
        Assert.Equal(0, gate.SendTips(19, School)[^1].Remaining);
    }
}
