using System.Text.Json;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Faults.Harness;
using TipIntake.Triage;

namespace TipIntake.Faults;

/// <summary>SIGKILL for the nodes that place tips in leads, at random, while a burst arrives. Kills: FAULT_KILLS; tips: FAULT_BURST.</summary>
public sealed class KilledTriageTests(DirectDeployment deployment) : IClassFixture<DirectDeployment>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Every_tip_is_in_exactly_one_lead_and_no_event_was_written_twice()
    {
        using var sender = await deployment.NewSender();
        await using var nodes = new StaffNodes(deployment);
        await using var load = TipLoad.Start(sender, pause: TimeSpan.FromMilliseconds(20));
        var kills = await KillUntilStored(nodes, load);
        await load.Stop();
        await nodes.Ready();

        var tips = await Count("select count(*) from tipintake.mt_doc_tip");
        await Until.True(async () => await Count("select count(*) from tipintake.placements") >= tips && await Count("select count(*) from tipintake.mt_doc_tipnews") == 0, LongestWait, "every tip has its place");
        var leads = await RebuiltLeadsThatDiffer();
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, {tips} tips in {await Count("select count(*) from tipintake.leads")} leads");

        Assert.True(kills >= FaultSettings.Kills);
        Assert.Equal(tips, await Count("select count(*) from tipintake.placements where lead is not null"));
        Assert.Equal(tips, await Count($"select count(*) from ({Events}) tip"));
        Assert.Equal(tips, await Count($"select count(distinct tip) from ({Events}) tip"));
        Assert.Equal(0, await Count($"select count(*) from ({Events}) said full join tipintake.placements p on p.tip = said.tip::uuid and p.lead = said.stream_id where p.tip is null or said.tip is null"));
        Assert.Equal(0, await Count("select count(*) from tipintake.leads l where l.tips <> (select count(*) from tipintake.placements p where p.lead = l.id)"));
        Assert.Empty(leads);
    }

    private const string Events =
        "select stream_id, jsonb_array_elements_text(data -> 'tips') as tip from tipintake.mt_events where type in ('lead_opened', 'tips_joined')";

    private static async Task<int> KillUntilStored(StaffNodes nodes, TipLoad load)
    {
        var kills = 0;
        while (load.Stored < FaultSettings.Burst || kills < FaultSettings.Kills)
        {
            await Task.Delay(Random.Shared.Next(100, 1_500));
            await nodes.KillOne();
            kills++;
        }

        return kills;
    }

    // What is kept beside the events is what the events say.
    private async Task<List<string>> RebuiltLeadsThatDiffer()
    {
        await using var service = deployment.Build();
        await using var session = service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var different = new List<string>();
        await foreach (var kept in session.Query<Lead>().ToAsyncEnumerable())
        {
            await using var events = service.Services.GetRequiredService<IDocumentStore>().QuerySession();
            var rebuilt = await events.Events.AggregateStreamAsync<Lead>(kept.Id);
            if (JsonSerializer.Serialize(rebuilt) != JsonSerializer.Serialize(kept))
            {
                different.Add(kept.Id);
            }
        }

        return different;
    }

    private Task<long> Count(string sql) => deployment.Postgres.Count(sql);
}
