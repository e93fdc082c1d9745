using System.Net;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;

namespace TipIntake.IntegrationTests.Statistics.Exports;

/// <summary>Who gets counts, of what, and what the trail says of it.</summary>
public sealed class ExportAccessTests(TipIntakeApp app)
{
    private static readonly (string Path, string Field, string Code)[] Wrong =
    [
        ("tips?mesure=tips_accepted", "", "request-malformed"),
        ("tips?measure=nothing", "measure", "measure-unknown"),
        ("tips?measure=leads,leads", "measure", "measure-unknown"),
        ("tips?by=nothing", "by", "dimension-unknown"),
        ("tips?by=day,week", "by", "dimension-unknown"),
        ("tips?measure=leads&by=country", "by", "combination-unknown"),
        ("tips?measure=links&from=2026-01-01", "from", "combination-unknown"),
        ("tips?where=country", "where", "filter-unknown"),
        ("tips?where=country:PT'--", "where", "filter-unknown"),
        ("tips?from=1.1.2026", "from", "day-malformed"),
        ("tips?asOf=2026-13-01", "asOf", "day-malformed"),
        ("tips?from=2026-02-01&to=2026-01-01", "to", "period-backwards"),
        ("tips?asOf=2199-01-01", "asOf", "day-not-closed"),
        ("tips?asOf=2020-01-01", "asOf", "day-not-closed"),
        ("tips?by=basis,lane,day,decision&from=2000-01-01&to=2199-01-01", "by", "too-many-cells"),
        ("tips?format=xlsx", "format", "value-unknown"),
        ("tips?where=country:pt", "where", "filter-unknown"),
        ("tips?where=region:XX", "where", "filter-unknown"),
        ("tips?where=object:obj-2026-0001", "where", "filter-unknown"),
        ("tips?where=object:OBJ-2099-9999", "where", "filter-unknown"),
        ("tips?where=form:second", "where", "filter-unknown"),
        ("tips/manifest?format=csv", "", "request-malformed"),
        ("revisions?asOf=2026-01-01", "since", "value-missing"),
        ("revisions?since=2026-01-01", "asOf", "value-missing"),
        ("revisions?since=yesterday&asOf=2026-01-01", "since", "day-malformed"),
        ("revisions?since=2026-01-01&asOf=2026-01-01", "since", "period-backwards"),
        ("revisions?since=2026-01-01&asOf=2199-01-01", "asOf", "day-not-closed"),
        ("revisions?since=2026-01-01&asOf=DAY&format=parquet", "format", "value-unknown"),
        ("definitions?format=xml", "format", "value-unknown"),
    ];

    [Fact]
    public async Task Whoever_may_see_one_object_sees_nothing_of_another_in_any_format()
    {
        await using var scene = await ExportScene.Begin(app, "exports_scope");
        var (client, _) = await scene.Somebody(new Scope(Everything: false, [scene.One], []));
        var query = $"by=object&asOf={scene.Day}";

        var (rows, total) = (await scene.GetText($"tips?{query}", client), await scene.GetText($"tips?asOf={scene.Day}", client));
        using var others = await scene.Ask($"tips?{query}&where=object:{scene.Other}", client: client);
        using var nobodys = await scene.Ask($"tips?{query}&where=object:OBJ-2099-9999", client: client);
        using var revisions = await scene.Ask($"revisions?{query}&since=2026-01-01&where=object:{scene.Other}", client: client);
        using var releases = await scene.Ask("releases", client: client);
        using var hers = await scene.Ask($"tips?{query}", client: client);
        using var all = await scene.Ask($"tips?{query}");

        Assert.Contains($",{scene.One},tips_accepted,tips,3,", rows, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Other, rows, StringComparison.Ordinal);
        Assert.Contains(",tips_accepted,tips,3,", total, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.Forbidden), (others.StatusCode, revisions.StatusCode, releases.StatusCode));
        Assert.Equal(await nobodys.Content.ReadAsStringAsync(), await others.Content.ReadAsStringAsync());
        Assert.NotEqual(all.Headers.ETag, hers.Headers.ETag);
        foreach (var format in (string[])["json", "json-stat", "package"])
        {
            Assert.DoesNotContain(scene.Other, await scene.GetText($"tips?{query}&format={format}", client), StringComparison.Ordinal);
        }

        client.Dispose();
    }

    [Fact]
    public async Task Every_answer_is_in_the_trail_with_its_question_and_without_a_count()
    {
        await using var scene = await ExportScene.Begin(app, "exports_audit");
        var (client, actor) = await scene.Somebody(Scope.All);
        var query = $"by=object&where=country:PT&asOf={scene.Day}";

        using var taken = await scene.Ask($"tips?{query}&format=parquet", client: client);
        await scene.Get($"tips?{query}&format=json", client);
        await scene.Get($"tips/manifest?{query}", client);
        using var known = await scene.Ask($"tips?{query}&format=parquet", known: taken.Headers.ETag!.ToString(), client: client);
        using var wrong = await scene.Ask("tips?measure=nothing", client: client);
        using var definitions = await scene.Ask("definitions", client: client);

        var entries = await scene.Text($"select string_agg(act || ' ' || subject || ' ' || details, '|' order by at) from tipintake.audit_entries where actor = '{actor}'");
        const string asked = "measure=tips_accepted&by=object&where=country:PT&asOf=";
        Assert.Equal(
            string.Join('|', new[] { ("statistics-exported", "parquet"), ("statistics-read", "json"), ("statistics-read", "manifest") }
                .Select(entry => $$"""{{entry.Item1}} statistics [["query","{{asked}}{{scene.Day}}"],["format","{{entry.Item2}}"],["as-of","{{scene.Day}}"]]""")),
            entries.Replace("\\u0026", "&", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.BadRequest, HttpStatusCode.OK), (known.StatusCode, wrong.StatusCode, definitions.StatusCode));
        client.Dispose();
    }

    [Fact]
    public async Task No_entry_no_counts()
    {
        await using var scene = await ExportScene.Begin(app, "exports_no_audit");
        await app.Change(scene.Database, "revoke insert on tipintake.audit_entries from tipintake_app");

        foreach (var path in (string[])["tips?by=object", "tips?by=object&format=json", "tips/manifest?by=object", $"revisions?since=2020-01-01&asOf={scene.Day}"])
        {
            using var answer = await scene.Ask(path);
            Assert.False(answer.IsSuccessStatusCode);
            Assert.DoesNotContain(scene.One, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Null(answer.Content.Headers.ContentDisposition);
        }
    }

    [Fact]
    public async Task At_a_page_or_with_a_token_only_statisticians_come_in()
    {
        await using var scene = await ExportScene.Begin(app, "exports_roles");
        using var statistician = await StaffBrowser.As("statistician", scene.Service);
        using var reviewer = await StaffBrowser.As("reviewer", scene.Service);

        foreach (var path in (string[])["tips?by=object", "tips/manifest", "definitions", "definitions?format=csv"])
        {
            using var let = await statistician.Get($"/api/v1/statistics/{path}", "*/*");
            using var refused = await reviewer.Get($"/api/v1/statistics/{path}");
            using var stranger = await scene.Ask(path, client: scene.Service.Staff);
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (let.StatusCode, refused.StatusCode, stranger.StatusCode));
        }
    }

    [Fact]
    public async Task A_question_that_cannot_be_meant_is_refused_before_the_first_byte()
    {
        await using var scene = await ExportScene.Begin(app, "exports_wrong");

        var said = new List<(string, string, string)>();
        foreach (var (path, _, _) in Wrong)
        {
            using var answer = await scene.Ask(path.Replace("DAY", scene.Day, StringComparison.Ordinal));
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var field = problem["codes"]?.AsObject().Single();
            said.Add((path, field?.Key ?? "", field is { } fault ? (string)fault.Value![0]! : (string)problem["code"]!));
        }

        Assert.Equal(Wrong, said);
    }
}
