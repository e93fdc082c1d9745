using TipIntake.Security.RateLimits;

namespace TipIntake.UnitTests.Security.RateLimits;

/// <summary>What an object keeps in the first lane while its alarm is up, and for whom.</summary>
public sealed class ReservedPlacesTests
{
    private const string Object = "OBJ-2026-0007";

    private static readonly (string Key, string Value)[] TenPlaces = [.. Gate.TipRule, ("TipLanes:Object:Limit", "50"), ("TipLanes:FirstHandShare", "20")];

    [Fact]
    public void Each_object_has_so_many_in_a_period_and_then_others()
    {
        var gate = new Gate(TenPlaces);

        var kept = Enumerable.Range(0, 11).Count(_ => Keep(gate.TryReserve(Object)));
        var elsewhere = gate.TryReserve("OBJ-2026-0008");
        var shouted = gate.TryReserve(Object.ToLowerInvariant());
        gate.Clock.Advance(TimeSpan.FromMinutes(13));

        Assert.Equal(10, kept);
        Assert.NotNull(elsewhere);
        Assert.Null(shouted);
        Assert.NotNull(gate.TryReserve(Object));
    }

    [Fact]
    public void A_place_for_a_tip_that_was_not_stored_is_free_again()
    {
        var gate = new Gate(TenPlaces);

        for (var i = 0; i < 30; i++)
        {
            using var given = gate.TryReserve(Object);
            Assert.NotNull(given);
        }
    }

    [Fact]
    public void Nobody_gets_more_than_there_are_however_many_ask_at_once()
    {
        var gate = new Gate(TenPlaces);
        var kept = 0;

        Parallel.For(0, 1_000, _ => Interlocked.Add(ref kept, Keep(gate.TryReserve(Object)) ? 1 : 0));

        Assert.Equal(10, kept);
    }

    [Fact]
    public void Switched_off_there_are_none() =>
        Assert.Null(new Gate([.. TenPlaces, ("TipLanes:FirstHandShare", "0")]).TryReserve(Object));

    [Fact]
    public void They_are_for_the_first_tips_of_a_source_and_while_the_service_is_calm()
    {
        var gate = new Gate([.. Gate.TipRule, ("TipLanes:Object:Limit", "50"), ("TipLanes:Deployment:Limit", "60")]);
        for (var i = 0; i < 50; i++)
        {
            gate.SendTip($"198.51.100.{i}", Object);
        }

        var flooded = gate.SendTips(5, "203.0.113.5", Object);
        var everything = Enumerable.Range(0, 10).Select(i => gate.SendTip($"198.51.101.{i}", Object)).ToArray()[^1];

        Assert.Equal([true, true, true, false, false], flooded.Select(tip => tip.IsOpenToFirstHand));
        Assert.Equal((AdmissionReason.Object, Relief.WorkOrWait, false), (everything.Reason, everything.Relief, everything.IsOpenToFirstHand));
    }

    private static bool Keep(ReservedPlace? place)
    {
        place?.Keep();
        place?.Dispose();
        return place is not null;
    }
}
