using System.Globalization;
using System.Text.Json;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Retention;
using TipIntake.Security.Access;
using TipIntake.Security.RateLimits;
using TipIntake.Statistics;
using TipIntake.Storage;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.IntegrationTests.Retention;

/// <summary>An appeal that began some time ago, and a clock that a test moves through its days.</summary>
internal sealed class AgingAppeal : IAsyncDisposable
{
    private const int DaysAgo = 60;

    private AgingAppeal(RunningService service, MovableClock clock) => (Service, Clock) = (service, clock);

    public RunningService Service { get; }

    public MovableClock Clock { get; }

    private DatabaseConnections Connections => Service.Services.GetRequiredService<DatabaseConnections>();

    public static async Task<AgingAppeal> Began(TipIntakeApp app, string database, MovableClock? clock = null, params (string Key, string Value)[] settings)
    {
        // In the past, for no clock is believed that is ahead of the database's.
        var moved = clock ?? new MovableClock();
        moved.Advance(TimeSpan.FromDays(clock is null ? -DaysAgo : 0));
        var service = await app.Another(database, builder => builder.Services.AddSingleton<TimeProvider>(moved), [("Retention:GraceDays", "0"), ("Triage:Review:RejectsPerMonth", "0"), ("Triage:Review:SharePercent", "0"), .. settings]);
        return new AgingAppeal(service, moved);
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    /// <summary>So many tips with one wording, with a message and a contact each, and what was decided about their lead. Returns the lead.</summary>
    public async Task<string> HasLead(string reference, string wording, int tips, Lane lane = Lane.First, AssessLeadRequest? decision = null)
    {
        var now = Clock.GetUtcNow();
        // Tips that name one link give one lead.
        Tip[] sent = [.. Enumerable.Range(0, tips).Select(_ => new Tip { Id = Guid.NewGuid(), Object = reference, ReceivedAt = now, Lane = lane, Key = 1, Form = 1, Text = wording, Country = "PT", Basis = Basis.SeenInPerson, Link = string.Create(CultureInfo.InvariantCulture, $"https://example.org/{wording.Length}") })];
        await using (var session = Service.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.Insert(sent);
            session.Insert(sent.Select(tip => new TipMessage { Id = Guid.NewGuid(), TipId = tip.Id, From = MessageFrom.Sender, Text = "It had a red zip", At = now }).ToArray());
            session.Insert(TipNews.Of(TipNewsKind.Arrived, lane, [.. sent.Select(tip => tip.Id)], now));
            await session.SaveChangesAsync();
        }

        await Until("select not exists (select from tipintake.mt_doc_tip t where not exists (select from tipintake.placements p where p.tip = t.id)) and not exists (select from tipintake.leads where stale)");
        var id = await Text($"select lead from tipintake.placements where tip = '{sent[0].Id}'");
        if (decision is not null)
        {
            await Decide(id, decision);
        }

        return id;
    }

    /// <summary>So many days pass, and on each of them the worker looks.</summary>
    public async Task Pass(int days)
    {
        for (var day = 0; day < days; day++)
        {
            Clock.Advance(TimeSpan.FromDays(1));
            await Look();
        }
    }

    public async Task Look()
    {
        await Until("select not exists (select from tipintake.mt_doc_tipnews) and not exists (select from tipintake.count_news)");
        var erase = Service.Services.GetRequiredService<EraseByAge>();
        // Somebody else may be counting just then, so several times; what there is to do is done once.
        for (var look = 0; look < 10; look++)
        {
            await erase.Run(TestContext.Current.CancellationToken);
            await Task.Delay(20);
        }
    }

    /// <summary>What the statistics know, as one text; the day under which it stands left out.</summary>
    public async Task<string> Counts() => string.Join('\n', await Lines("""
        select 'tips ' || c.object || c.day || c.lane || c.country || c.basis || s.decision || s.withdrawn || sum(t.tips) || ' ' || sum(t.keys) from tipintake.tip_counts t join tipintake.count_cells c on c.id = t.cell join tipintake.count_states s on s.id = t.state
            group by c.object, c.day, c.lane, c.country, c.basis, s.decision, s.withdrawn having sum(t.tips) <> 0
        union all select 'leads ' || object || opened || decision || first_hand || sum(leads) from tipintake.lead_counts group by object, opened, decision, first_hand having sum(leads) <> 0
        union all select 'links ' || object || sum(links) from tipintake.link_counts group by object
        union all select 'arrivals ' || object || day || lane || sum(tips) from tipintake.tip_arrivals group by object, day, lane
        order by 1
        """));

    public async Task<bool> CountsAreRight() => (await Service.Services.GetRequiredService<Recount>().Run((_, _) => { }, TestContext.Current.CancellationToken)).IsRight;

    /// <summary>How much is left of what people said, in every table that had any of it.</summary>
    public async Task<long> WordsOf(string lead) => long.Parse(await Text($"""
        select ((select count(*) from tipintake.mt_doc_tip t join tipintake.placements p on p.tip = t.id where p.lead = '{lead}' and (t.data ->> 'text' is not null or t.data ->> 'country' is not null))
            + (select count(*) from tipintake.mt_doc_tipmessage m join tipintake.placements p on p.tip = (m.data ->> 'tipId')::uuid where p.lead = '{lead}')
            + (select count(*) from tipintake.lead_wordings where lead = '{lead}') + (select count(*) from tipintake.wording_keys where lead = '{lead}') + (select count(*) from tipintake.clues where lead = '{lead}'))::text
        """), CultureInfo.InvariantCulture);

    public Task<string> StatusOf(string lead) => Text($"select status from tipintake.leads where id = '{lead}'");

    public async Task<string> Text(string sql) => (await Lines(sql))[0];

    public async Task<List<string>> Lines(string sql)
    {
        await using var command = Connections.Application.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            lines.Add(rows.GetString(0));
        }

        return lines;
    }

    public async Task Until(string isSo)
    {
        await using var command = Connections.Application.CreateCommand(isSo);
        for (var look = 0; await command.ExecuteScalarAsync() is not true; look++)
        {
            Assert.True(look < 300, $"Not within half a minute: {isSo}");
            await Task.Delay(100);
        }
    }

    private async Task Decide(string lead, AssessLeadRequest decision)
    {
        await using var scope = Service.Services.CreateAsyncScope();
        var (one, other) = (new Person(Guid.CreateVersion7(), [StaffRole.Reviewer], Scope.All, null), new Person(Guid.CreateVersion7(), [StaffRole.Reviewer], Scope.All, null));
        var assessed = await scope.ServiceProvider.GetRequiredService<AssessLead>().Run(one, lead, decision, default);
        Assert.False(assessed.IsRefused, JsonSerializer.Serialize(assessed.IsRefused ? assessed.Refusal.Code : ""));
        if (assessed.Value.Status != LeadStatus.Decided)
        {
            // One in ten is drawn for a second look; first-hand tips always are.
            Assert.Null(await scope.ServiceProvider.GetRequiredService<ReviewLead>().Run(other, lead, decision, default));
        }
    }
}
