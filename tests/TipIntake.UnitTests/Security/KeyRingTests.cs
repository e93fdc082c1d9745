using Microsoft.Extensions.Time.Testing;
using TipIntake.Security.Keys;

namespace TipIntake.UnitTests.Security;

public sealed class KeyRingTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Start);
    private readonly KeySet first = KeySet.Make(1, Start);

    [Fact]
    public void The_same_object_and_key_give_the_same_receipt_and_id()
    {
        var receipt = first.Receipt("OBJ-2026-0001", "an idempotency key");

        Assert.Equal(receipt, first.Receipt("OBJ-2026-0001", "an idempotency key"));
        Assert.Equal(first.TipId(receipt), first.TipId(receipt));
        Assert.NotEqual(receipt, first.Receipt("OBJ-2026-0002", "an idempotency key"));
        Assert.NotEqual(receipt, first.Receipt("OBJ-2026-0001", "another idempotency key"));
    }

    [Fact]
    public void An_old_receipt_finds_its_tip_after_keys_were_rotated()
    {
        var receipt = first.Receipt("OBJ-2026-0001", "an idempotency key");
        var rotated = new KeyRing([first, KeySet.Make(2, Start + TimeSpan.FromDays(30))], clock);
        clock.Advance(TimeSpan.FromDays(60));

        Assert.Equal(2, rotated.Current.Id);
        Assert.Contains(first.TipId(receipt), rotated.TipIdsOf(receipt));
    }

    [Fact]
    public void A_key_for_tomorrow_is_not_used_today()
    {
        var ring = new KeyRing([first, KeySet.Make(2, Start + TimeSpan.FromDays(1))], clock);

        Assert.Equal(1, ring.Current.Id);

        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, ring.Current.Id);
    }

    [Fact]
    public void A_retry_shortly_after_a_rotation_still_meets_its_first_try()
    {
        var ring = new KeyRing([first, KeySet.Make(2, Start + TimeSpan.FromDays(1))], clock);

        clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromHours(71));
        Assert.Equal([1], ring.ConcurrentlyUsed().Select(k => (int)k.Id));

        clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(ring.ConcurrentlyUsed());
    }

    [Fact]
    public void A_node_whose_clock_is_behind_looks_for_tips_of_a_node_ahead()
    {
        var ring = new KeyRing([first, KeySet.Make(2, Start + TimeSpan.FromMinutes(3))], clock);

        Assert.Equal([2], ring.ConcurrentlyUsed().Select(k => (int)k.Id));
    }

    [Fact]
    public void The_network_key_of_one_day_does_not_serve_another()
    {
        var day = DateOnly.FromDateTime(Start.UtcDateTime);

        Assert.Equal(first.NetworkKey(day), first.NetworkKey(day));
        Assert.NotEqual(first.NetworkKey(day), first.NetworkKey(day.AddDays(1)));
    }
}
