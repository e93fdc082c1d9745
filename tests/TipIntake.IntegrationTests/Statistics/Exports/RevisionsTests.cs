using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TipIntake.IntegrationTests.Harness;
using TipIntake.IntegrationTests.LocalPostgres;
using TipIntake.Statistics;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Statistics.Exports;

public sealed class RevisionsTests(TipIntakeApp app)
{
    [Fact]
    public async Task What_a_sender_took_back_later_is_listed_with_the_number_before_and_after()
    {
        await using var scene = await ExportScene.Begin(app, "exports_revisions");
        var sent = await scene.Service.Visitor.SendTip(scene.Other, new { text = "It stood in the lobby of a hotel in Oberhof until last year.", country = "AT" });
        var first = await scene.EndDay();
        await scene.Service.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt = sent["receipt"] });
        await scene.EndDay();
        var second = await scene.EndDay();
        var query = $"revisions?measure=tips_accepted,tips_withdrawn&by=object&since={first}&asOf={second}";

        var csv = await scene.GetText(query);
        var json = JsonNode.Parse(await scene.Get($"{query}&format=json"))!;
        var none = await scene.GetText(query.Replace(",tips_withdrawn", "", StringComparison.Ordinal));
        var appeared = JsonNode.Parse(await scene.Get($"revisions?by=country&since={scene.Day}&asOf={first}&format=json"))!;

        Assert.Equal(
            $"since,as_of,object,measure,unit,value_before,value_after,conf_status\r\n{first},{second},{scene.Other},tips_withdrawn,tips,0,1,N\r\n",
            csv);
        Assert.Equal("""[{"object":"OBJ","measure":"tips_withdrawn","value_before":0,"value_after":1}]""", json["revisions"]!.ToJsonString().Replace(scene.Other, "OBJ", StringComparison.Ordinal));
        Assert.Single(none.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("""[{"country":"AT","measure":"tips_accepted","value_before":null,"value_after":1}]""", appeared["revisions"]!.ToJsonString());
        Assert.Equal("2", await scene.Text("select count(*) from tipintake.audit_entries where details like '%since%' and act = 'statistics-exported'"));
    }

    [Fact]
    public async Task Many_who_compare_two_days_at_once_all_get_their_answer_and_so_does_whoever_asks_after_them()
    {
        await using var scene = await ExportScene.Begin(app, "exports_seats");
        var query = $"revisions?by=object&since={scene.Day}&asOf={await scene.EndDay()}";

        var all = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => scene.GetText(query))).WaitAsync(TimeSpan.FromMinutes(1));
        var after = await scene.GetText($"tips?asOf={scene.Day}").WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Single(all.Distinct());
        Assert.Contains(",tips_accepted,tips,4,", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_back_between_a_recount_and_its_placing_leaves_no_cell_and_is_counted_as_taken_back()
    {
        await using var scene = await ExportScene.Begin(app, "exports_recounted");
        await using var held = await scene.Service.Services.GetRequiredService<DatabaseConnections>().Application.OpenConnectionAsync();
        await using var placing = await held.BeginTransactionAsync();
        await HoldPlacing(held);
        var sent = await scene.Service.Visitor.SendTip(scene.Other, new { text = "There was one in the parish hall of Gars.", country = "AT" });
        await scene.Service.Services.GetRequiredService<Recount>().Run((_, _) => { }, CancellationToken.None);
        var between = await scene.Text("select count(*) from tipintake.counted_tips where lead is null and cell is not null");
        await scene.Service.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt = sent["receipt"] });
        await placing.RollbackAsync();
        await Eventually.Is(async () => await scene.Text("select exists (select from tipintake.counted_tips where cell is null)") == "True");
        var day = await scene.EndDay();

        Assert.Equal("1", between);
        Assert.Equal("0", await scene.Text("select count(*) from tipintake.counted_tips where lead is null and cell is not null"));
        Assert.Contains(",tips_withdrawn,tips,1,", await scene.GetText($"tips?measure=tips_withdrawn&asOf={day}"), StringComparison.Ordinal);
    }

    // As another node would that is placing tips and takes its time.
    private static async Task HoldPlacing(NpgsqlConnection connection)
    {
        await using var turn = new NpgsqlCommand("select pg_advisory_xact_lock(344876729157)", connection);
        await turn.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task The_definitions_say_everything_that_can_be_asked()
    {
        await using var scene = await ExportScene.Begin(app, "exports_definitions");

        var json = JsonNode.Parse(await scene.Get("definitions"))!;
        var csv = await scene.GetText("definitions?format=csv");

        Assert.Equal(Measures.All.Select(measure => measure.Id), json["measures"]!.AsArray().Select(measure => (string)measure!["id"]!));
        Assert.Equal(Dimensions.All.Select(dimension => dimension.Id), json["dimensions"]!.AsArray().Select(dimension => (string)dimension!["id"]!));
        Assert.Equal(4, json["clocks"]!.AsArray().Count);
        Assert.All(json["measures"]!.AsArray(), measure => Assert.NotEmpty(measure!["toldBy"]!.AsArray()));
        Assert.StartsWith("kind,id,name,unit,clock,definition,codes,since,told_by\r\nmeasure,tips_accepted,", csv, StringComparison.Ordinal);
    }
}
