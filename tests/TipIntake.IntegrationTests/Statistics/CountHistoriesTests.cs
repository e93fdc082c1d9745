using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Statistics;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Statistics;

/// <summary>
/// People send, withdraw, decide, take back, split, merge, in any order and at the same time, for many days. Whatever they do, the counts are those that somebody
/// gets who looks at every tip; and those of a day that is over stay.
/// </summary>
public sealed class CountHistoriesTests(TipIntakeApp app)
{
    private const int Days = 20;
    private const int Together = 4;
    private const int Draws = 50;
    private const int MostLooks = 1_200;

    private static readonly int Histories = int.Parse(Environment.GetEnvironmentVariable("COUNT_HISTORIES") ?? "60", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Whatever_happens_the_counts_are_those_of_somebody_who_looks_at_every_tip_on_any_day()
    {
        var clock = new MovableClock();
        await using var service = await app.Another("histories", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var histories = Enumerable.Range(1, Histories).Select(number => new CountHistory(service.Services, number)).ToArray();
        var told = new List<(DateOnly Day, string[] Counts)>();
        var replays = new CountReplays(service.Services.GetRequiredService<ReadCounts>());

        for (var day = 0; day < Days; day++)
        {
            await Task.WhenAll(
                Parallel.ForEachAsync(histories.Where((_, place) => place % Days <= day), new ParallelOptions { MaxDegreeOfParallelism = Together }, (history, _) => new ValueTask(history.Live())),
                service.Services.GetRequiredService<Recount>().Run((_, _) => { }, CancellationToken.None));
            await UntilCounted(service);
            told.Add((DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), await ByHand(histories)));
            Same(told[^1].Counts, await AsCounted(service, told[^1].Day));
            if (day > 0)
            {
                await replays.Ask(told[^2].Day);
            }

            clock.Advance(TimeSpan.FromDays(1));
        }

        var known = histories.Sum(history => history.Sent);
        Assert.InRange(known, Histories, int.MaxValue);
        foreach (var (day, counts) in told)
        {
            Same(counts, await AsCounted(service, day));
        }

        Assert.Empty(await replays.Differing(Draws));
        Assert.True((await service.Services.GetRequiredService<Recount>().Run((_, _) => { }, CancellationToken.None)).IsRight);
        await Spoil(service);
        Assert.False((await service.Services.GetRequiredService<Recount>().Run((_, _) => { }, CancellationToken.None)).IsRight);
        Same(told[^1].Counts, await AsCounted(service, DateOnly.MaxValue));
        Assert.True((await service.Services.GetRequiredService<Recount>().Run((_, _) => { }, CancellationToken.None)).IsRight);

        // Which withdrawn tips said what is known to nobody any more, so of these only the sums can be mended.
        await Change(service, "update tipintake.tip_counts set tips = tips + 7 where (known, cell, state) = (select known, cell, state from tipintake.tip_counts where state in (select id from tipintake.count_states where withdrawn) order by random() limit 1)");
        Assert.False((await service.Services.GetRequiredService<Recount>().Run((_, _) => { }, CancellationToken.None)).IsRight);
        Same(Sums(told[^1].Counts), Sums(await AsCounted(service, DateOnly.MaxValue)));
        Assert.True((await service.Services.GetRequiredService<Recount>().Run((_, _) => { }, CancellationToken.None)).IsRight);
    }

    private static string[] Sums(string[] counts) => [.. counts.Where(line => !line.StartsWith("tip ", StringComparison.Ordinal))];

    private static void Same(string[] byHand, string[] counted)
    {
        var differing = byHand.Except(counted, StringComparer.Ordinal).Select(line => $"by hand: {line}").Concat(counted.Except(byHand, StringComparer.Ordinal).Select(line => $"counted: {line}"));
        Assert.True(!differing.Any(), string.Join('\n', differing));
    }

    private static async Task<string[]> ByHand(CountHistory[] histories)
    {
        var all = new List<string>();
        foreach (var history in histories)
        {
            all.AddRange(await history.ByHand());
        }

        return [.. all.Order(StringComparer.Ordinal)];
    }

    // Every table of counts in the words of CountHistory.ByHand.
    private static async Task<string[]> AsCounted(RunningService service, DateOnly asOf)
    {
        var day = asOf == DateOnly.MaxValue ? "infinity" : asOf.ToString("O", CultureInfo.InvariantCulture);
        var sql = $"""
            select 'tip ' || c.object || ' ' || c.day || ' ' || c.lane || ' ' || c.form || ' ' || c.country || ' ' || c.basis || ' ' || s.decision || ' ' || s.kind || ' ' || s.withdrawn || ': ' || sum(tips)
            from tipintake.tip_counts t join tipintake.count_cells c on c.id = t.cell join tipintake.count_states s on s.id = t.state where known <= '{day}'
            group by c.object, c.day, c.lane, c.form, c.country, c.basis, s.decision, s.kind, s.withdrawn having sum(tips) <> 0
            union all
            select 'total ' || object || ' ' || day || ' ' || lane || ': ' || sum(tips) from tipintake.tip_totals where known <= '{day}' group by object, day, lane having sum(tips) <> 0
            union all
            select 'arrived ' || object || ' ' || day || ' ' || lane || ': ' || sum(tips) from tipintake.tip_arrivals where known <= '{day}' group by object, day, lane having sum(tips) <> 0
            union all
            select 'lead ' || object || ' ' || opened || ' ' || assessed || ' ' || decided || ' ' || reviewed || ' ' || decision || ' ' || kind || ': ' || sum(leads)
            from tipintake.lead_counts where known <= '{day}' group by object, opened, assessed, decided, reviewed, decision, kind having sum(leads) <> 0
            union all
            select 'hypothesis ' || object || ' ' || kind || ' ' || outcome || ': ' || sum(hypotheses) from tipintake.hypothesis_counts where known <= '{day}' group by object, kind, outcome having sum(hypotheses) <> 0
            union all
            select 'links ' || object || ': ' || sum(links) from tipintake.link_counts where known <= '{day}' group by object having sum(links) <> 0
            """;
        await using var command = service.Services.GetRequiredService<DatabaseConnections>().Application.CreateCommand(sql);
        return [.. (await command.ReadAll(row => row.GetString(0), CancellationToken.None)).Order(StringComparer.Ordinal)];
    }

    private static async Task UntilCounted(RunningService service)
    {
        await using var command = service.Services.GetRequiredService<DatabaseConnections>().Application.CreateCommand(
            "select not exists (select from tipintake.mt_doc_tipnews) and not exists (select from tipintake.count_news) and not exists (select from tipintake.placements p where not exists (select from tipintake.counted_tips c where c.tip = p.tip))");
        for (var look = 0; await command.ExecuteScalarAsync() is not true; look++)
        {
            Assert.True(look < MostLooks, $"Not everything was counted within two minutes. {string.Join('\n', service.Log.All.Where(line => line.StartsWith("Error", StringComparison.Ordinal)))}");
            await Task.Delay(100);
        }
    }

    private static Task Spoil(RunningService service) => Change(
        service,
        """
        update tipintake.tip_counts set tips = tips + 1 where (known, cell, state) = (select known, cell, state from tipintake.tip_counts where state in (select id from tipintake.count_states where not withdrawn) order by random() limit 1);
        update tipintake.lead_counts set leads = leads + 2 where known = (select max(known) from tipintake.lead_counts);
        update tipintake.tip_arrivals set tips = tips + 3 where known = (select max(known) from tipintake.tip_arrivals);
        delete from tipintake.counted_tips where tip in (select tip from tipintake.counted_tips where cell is not null order by random() limit 3);
        delete from tipintake.hypothesis_counts where known = (select max(known) from tipintake.hypothesis_counts);
        update tipintake.link_counts set links = links + 5 where known = (select max(known) from tipintake.link_counts)
        """);

    private static async Task Change(RunningService service, string sql)
    {
        await using var command = service.Services.GetRequiredService<DatabaseConnections>().Application.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
