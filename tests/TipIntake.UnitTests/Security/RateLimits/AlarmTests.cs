using System.Net;
using TipIntake.Security.RateLimits;

namespace TipIntake.UnitTests.Security.RateLimits;

/// <summary>What more tips than anybody can read about one object, or in all, change for the next sender.</summary>
public sealed class AlarmTests
{
    private const string School = "203.0.113.5";

    private int sources;

    [Fact]
    public void A_flooded_object_asks_each_source_for_work_and_lets_its_first_tips_wait_instead()
    {
        var gate = new Gate([.. Gate.TipRule, ("TipLanes:Object:Limit", "50")]);
        for (var i = 0; i < 50; i++)
        {
            gate.SendTip($"198.51.100.{i}", "OBJ-2026-0007");
        }

        var tips = Enumerable.Range(0, 7).Select(_ => gate.SendTip(School, "obj-2026-0007")).ToArray();
        var elsewhere = Enumerable.Range(0, 4).Select(_ => gate.SendTip("203.0.113.77", "OBJ-2026-0008")).ToArray();

        // Three tips by waiting, each sent twice: before and after.
        Assert.All(tips, t => Assert.Equal((Lane.Deferred, AdmissionReason.Object), (t.Lane, t.Reason)));
        Assert.Equal([.. Enumerable.Repeat(Relief.WorkOrWait, 6), Relief.Work], tips.Select(t => t.Relief));
        Assert.All(elsewhere, t => Assert.Equal((Lane.First, Relief.None), (t.Lane, t.Relief)));
    }

    [Fact]
    public void Nothing_lifts_a_tip_that_its_own_source_has_deferred()
    {
        var gate = new Gate([.. Gate.TipRule, ("TipLanes:Object:Limit", "50")]);

        var tips = gate.SendTips(60, School);

        Assert.All(tips[30..], t => Assert.Equal((AdmissionReason.SourceNetwork, Relief.None), (t.Reason, t.Relief)));
    }

    [Fact]
    public void The_alarm_can_be_asked_for_without_counting()
    {
        var gate = new Gate([.. Gate.TipRule, ("TipLanes:Object:Limit", "50"), ("TipLanes:Deployment:Limit", "90")]);
        for (var i = 0; i < 50; i++)
        {
            Assert.Null(gate.PressureOn("OBJ-2026-0007"));
            gate.SendTip($"198.51.100.{i}", "OBJ-2026-0007");
        }

        Assert.Equal(51.0 / 50, gate.PressureOn("OBJ-2026-0007"));
        Assert.Equal(51.0 / 50, gate.PressureOn("obj-2026-0007"));
        Assert.Null(gate.PressureOn("OBJ-2026-0008"));
        gate.Clock.Advance(TimeSpan.FromMinutes(13));
        Assert.Null(gate.PressureOn("OBJ-2026-0007"));
    }

    [Fact]
    public void A_flooded_service_asks_everybody_for_work_until_the_flood_is_over()
    {
        var gate = new Gate([.. Gate.TipRule, ("TipLanes:Deployment:Limit", "50"), ("TipLanes:FirstTipsOfASource", "0")]);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(Lane.First, gate.SendTip($"198.51.100.{i}", $"OBJ-2026-{i:0000}").Lane);
        }

        var flooded = gate.SendTip(School);

        Assert.Equal((Lane.Deferred, AdmissionReason.Deployment, Relief.Work), (flooded.Lane, flooded.Reason, flooded.Relief));
        gate.Clock.Advance(TimeSpan.FromMinutes(13));
        Assert.Equal(Lane.First, gate.SendTip(School).Lane);
    }

    [Fact]
    public void One_flooder_alone_cannot_push_an_object_over_its_threshold()
    {
        var gate = new Gate([.. Gate.TipRule, ("TipLanes:Object:Limit", "50")]);

        gate.SendTips(1000, "198.51.100.1");

        Assert.All(gate.SendTips(10, School), t => Assert.Equal(Lane.First, t.Lane));
    }

    [Fact]
    public void What_is_not_stored_does_not_raise_the_alarm()
    {
        var gate = new Gate([.. Gate.TipRule, ("TipLanes:Object:Limit", "50")]);

        for (var i = 0; i < 250; i++)
        {
            gate.Knock(IPAddress.Parse($"198.51.100.{i}"));
        }

        Assert.Null(gate.PressureOn("OBJ-2026-0001"));
    }

    [Fact]
    public void At_how_many_tips_the_alarm_goes_up_cannot_be_foretold()
    {
        var gate = new Gate([.. Gate.TipRule, ("TipLanes:Object:Limit", "100"), ("TipLanes:Deployment:Limit", "1000000"), ("TipLanes:Spread", "25")]);

        var raisedAt = Enumerable.Range(0, 40).Select(number => RaiseAlarm(gate, $"OBJ-2026-{number:0000}")).ToArray();

        Assert.All(raisedAt, tips => Assert.InRange(tips, 75, 126));
        Assert.True(raisedAt.Distinct().Count() > 10, string.Join(' ', raisedAt));
    }

    [Fact]
    public void One_object_s_alarm_goes_up_at_another_number_in_another_period()
    {
        var gate = new Gate([.. Gate.TipRule, ("TipLanes:Object:Limit", "100"), ("TipLanes:Deployment:Limit", "1000000"), ("TipLanes:Spread", "25")]);

        var raisedAt = Enumerable.Range(0, 20).Select(_ =>
        {
            gate.Clock.Advance(TimeSpan.FromMinutes(20));
            return RaiseAlarm(gate, "OBJ-2026-0001");
        }).ToArray();

        Assert.True(raisedAt.Distinct().Count() > 5, string.Join(' ', raisedAt));
    }

    private int RaiseAlarm(Gate gate, string reference)
    {
        var before = sources;
        while (gate.PressureOn(reference) is null)
        {
            gate.SendTip($"198.51.{sources / 250}.{sources++ % 250}", reference);
        }

        return sources - before;
    }
}
