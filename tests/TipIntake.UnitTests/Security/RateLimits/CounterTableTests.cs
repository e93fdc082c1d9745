using System.Net;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using TipIntake.Security.RateLimits;

namespace TipIntake.UnitTests.Security.RateLimits;

public sealed class CounterTableTests
{
    private const uint Now = 100;

    [Fact]
    public void A_full_table_counts_too_high_and_never_too_low() =>
        Gen.Select(Gen.ULong[1, 60], Gen.UInt[0, 2]).Array[1, 600].Sample(requests =>
        {
            var table = new CounterTable(capacity: 32);
            var asked = new Dictionary<ulong, List<uint>>();
            var part = Now;

            foreach (var (key, wait) in requests)
            {
                part += wait / 2;
                var times = asked.TryGetValue(key, out var seen) ? seen : asked[key] = [];
                times.Add(part);

                var counted = table.Add(key * 0x9E3779B97F4A7C15, part);

                Assert.True(counted >= times.Count(t => t + WindowCounts.Parts >= part));
            }
        });

    [Fact]
    public void A_table_with_room_counts_exactly() =>
        Gen.ULong[1, 12].Array[1, 300].Sample(keys =>
        {
            var table = new CounterTable(capacity: 16);
            var asked = new Dictionary<ulong, int>();

            Assert.All(keys, key => Assert.Equal(asked[key] = asked.GetValueOrDefault(key) + 1, table.Add(key, Now)));
        });

    [Fact]
    public void A_flood_of_sources_cannot_wash_out_what_was_counted_before()
    {
        var table = new CounterTable(capacity: 1024);
        for (var i = 0; i < 40; i++)
        {
            table.Add(7, Now);
        }

        for (var i = 1UL; i < 200_000; i++)
        {
            table.Add(i * 0x9E3779B97F4A7C15, Now + 1);
        }

        Assert.Equal(41, table.Add(7, Now + 1));
    }

    [Fact]
    public void Taking_back_leaves_the_count_as_it_was()
    {
        var table = new CounterTable(capacity: 16);
        table.Add(1, Now);

        table.Add(1, Now);
        table.Remove(1, Now);

        Assert.Equal(2, table.Add(1, Now));
    }

    [Fact]
    public void A_request_that_read_the_clock_earlier_and_came_later_erases_nothing()
    {
        var table = new CounterTable(capacity: 16);
        table.Add(1, Now + 2);

        Assert.Equal(2, table.Add(1, Now));
        Assert.Equal(3, table.Add(1, Now + 2));
    }

    [Fact]
    public void Requests_at_the_same_time_are_all_counted()
    {
        var table = new CounterTable(capacity: 64);

        Parallel.For(0, 40_000, i => table.Add((ulong)(i % 8) + 1, Now));

        Assert.All(Enumerable.Range(1, 8), key => Assert.Equal(5_001, table.Add((ulong)key, Now)));
    }

    [Fact]
    public void A_million_networks_fit_into_fixed_memory_and_a_decision_leaves_nothing_behind()
    {
        var clock = new FakeTimeProvider(Gate.Noon);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var gate = new Admissions(Gate.Settings(Gate.TipRule), Gate.DayKey, clock);
        var built = GC.GetAllocatedBytesForCurrentThread() - before;

        var address = new byte[16];
        address[0] = 0x20;
        var addresses = 0L;
        var start = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000_000; i++)
        {
            BitConverter.TryWriteBytes(address.AsSpan(1), i);
            var at = GC.GetAllocatedBytesForCurrentThread();
            var ip = new IPAddress(address);
            addresses += GC.GetAllocatedBytesForCurrentThread() - at;
            gate.Decide(new Visit { Method = "POST", Path = "/api/v1/objects/OBJ-2026-0001/tips", Address = ip, TakesTip = true, ObjectReference = "OBJ-2026-0001" });
        }

        var perDecision = (GC.GetAllocatedBytesForCurrentThread() - start - addresses) / 1_000_000.0;
        Assert.InRange(built, 1, 48 * 1024 * 1024);
        // The smallest object takes 24 bytes.
        Assert.InRange(perDecision, 0, 8);
        GC.KeepAlive(gate);
    }
}
