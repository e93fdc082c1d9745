using System.Net;
using System.Net.Http.Json;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TipIntake.Catalogue;
using TipIntake.IntegrationTests.Catalogue;
using TipIntake.IntegrationTests.Harness;
using TipIntake.IntegrationTests.LocalPostgres;
using TipIntake.Security.Keys;
using TipIntake.Security.RateLimits;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.IntegrationTests.Database;

/// <summary>A node that only the public reaches does all that the public may, as a role that reads no tips; a node with both doors works beside it.</summary>
public sealed class PublicNodeTests(TipIntakeApp app)
{
    [Fact]
    public async Task A_sender_is_served_from_the_first_tip_to_its_withdrawal()
    {
        const string database = "tipintake_public_journey";
        await using var nodes = await Nodes.Start(app, database);
        var reference = await nodes.HasObject();
        var key = TipRequests.NewKey();

        var sent = await nodes.Visitor.SendTip(reference, new { text = "My aunt had one", contact = "me@example.org" }, key);
        var again = await nodes.Visitor.SendTip(reference, new { text = "My aunt had one", contact = "me@example.org" }, key);
        var other = await nodes.Visitor.SendTip(reference, new { text = "Other words" }, key);
        var receipt = sent["receipt"];
        var messageKey = TipRequests.NewKey();
        var added = await Add(nodes, receipt, "It had a red zip", messageKey);
        var addedAgain = await Add(nodes, receipt, "It had a red zip", messageKey);
        var status = await nodes.Visitor.PostJson("/api/v1/receipts/status", new { receipt });
        var withdrawn = await nodes.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt });
        var late = await nodes.Visitor.SendTip(reference, new { text = "My aunt had one", contact = "me@example.org" }, key);
        var gone = await nodes.Visitor.PostJson("/api/v1/receipts/status", new { receipt });

        Assert.Equal((HttpStatusCode.Created, sent.Body), (sent.Status, again.Body));
        Assert.Equal("idempotency-key-reused", other.Code);
        Assert.Equal((HttpStatusCode.Created, added.Body), (added.Status, addedAgain.Body));
        Assert.Equal(("received", "It had a red zip", "sender"), (status["state"], (string?)status.Json["messages"]![0]!["text"], (string?)status.Json["messages"]![0]!["from"]));
        Assert.Equal(HttpStatusCode.NoContent, withdrawn.Status);
        Assert.Equal(("tip-taken-back", "receipt-unknown"), (late.Code, gone.Code));
        var row = Assert.Single(await app.StoredTips(reference, database));
        Assert.Equal(["form", "id", "key", "lane", "object", "receivedAt", "withdrawnAt"], row.Select(m => m.Key).Order(StringComparer.Ordinal));
        nodes.AssertNothingWasRefused();
    }

    [Fact]
    public async Task The_receipts_page_serves_the_sender_as_well()
    {
        await using var nodes = await Nodes.Start(app, "tipintake_public_pages");
        var reference = await nodes.HasObject();
        var receipt = (await nodes.Visitor.SendTip(reference, new { text = "My aunt had one" }))["receipt"]!;

        foreach (var step in (string[])["Look", "Add", "AskToWithdraw", "Withdraw"])
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["step"] = step, ["receipt"] = receipt, ["text"] = "It had a red zip", ["key"] = TipRequests.NewKey() });
            using var request = new HttpRequestMessage(HttpMethod.Post, "/en/receipt") { Content = form };
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            Assert.Equal(HttpStatusCode.OK, (await nodes.Visitor.Ask(request)).Status);
        }

        foreach (var path in (string[])["/en/", $"/en/objects/{reference}", "/en/receipt", "/en/help", "/health/ready", "/sitemap.xml", $"/api/v1/objects/{reference}/challenge", "/feed/objects.atom", "/feed/objects.json"])
        {
            Assert.Equal(HttpStatusCode.OK, (await nodes.Visitor.Ask(new HttpRequestMessage(HttpMethod.Get, path))).Status);
        }

        nodes.AssertNothingWasRefused();
    }

    [Fact]
    public async Task It_shows_what_is_published_with_its_photos_and_nothing_that_is_not()
    {
        const string database = "tipintake_public_catalogue";
        await using var nodes = await Nodes.Start(app, database);
        using var folder = new ObjectFolder();
        var reference = folder.Add(photo: Pictures.Jpeg(1600, 1200));
        await nodes.Staff.Services.GetRequiredService<ImportObjects>().Run(folder.Path, _ => { }, CancellationToken.None);
        await using (var session = nodes.Staff.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.Events.StartStream<TracedObject>("OBJ-2102-0002", [new ObjectDrafted("OBJ-2102-0002", new ObjectTexts("en", new() { ["en"] = "Secret draft" }, new() { ["en"] = "Where?" }, "bag", []))]);
            await session.SaveChangesAsync();
        }

        await Eventually.Is(async () => (await nodes.Get("/api/v1/objects")).Contains(reference, StringComparison.Ordinal));
        var photo = nodes.Public.Services.GetRequiredService<PublishedCatalogue>().Find(reference)!.Photos[0];
        using var picture = await nodes.Visitor.GetAsync(new Uri(photo.Url(photo.Sizes[0].Width, "webp"), UriKind.Relative));
        var readable = await nodes.AsPublic("select coalesce(string_agg(p::text, ' '), '') from tipintake.published_objects() p");

        Assert.Equal("image/webp", picture.Content.Headers.ContentType!.MediaType);
        Assert.Contains(reference, readable, StringComparison.Ordinal);
        foreach (var hidden in (string[])["OBJ-2102-0002", "Secret draft", "originalHash", "likeness", "contributors", "terminal"])
        {
            Assert.DoesNotContain(hidden, readable, StringComparison.Ordinal);
        }

        nodes.AssertNothingWasRefused();
    }

    [Fact]
    public async Task Of_two_objects_that_change_places_it_notices_both()
    {
        await using var nodes = await Nodes.Start(app, "tipintake_public_places");
        var (going, coming) = (await nodes.HasObject(), await nodes.Staff.HasObject(new ObjectWithdrawn(DateTimeOffset.UnixEpoch)));
        await using (var session = nodes.Staff.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.Events.Append(going, new ObjectWithdrawn(DateTimeOffset.UnixEpoch));
            session.Events.Append(coming, new ObjectPublished(DateTimeOffset.UnixEpoch));
            await session.SaveChangesAsync();
        }

        await Eventually.Is(async () => await nodes.Get("/api/v1/objects") is var shown && shown.Contains(coming, StringComparison.Ordinal) && !shown.Contains(going, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_knows_campaigns_bursts_and_what_reviewers_ask()
    {
        const string database = "tipintake_public_news";
        await using var nodes = await Nodes.Start(app, database);
        var reference = await nodes.HasObject();
        await nodes.Staff.Services.GetRequiredService<KeepCampaigns>().Add("radio-2026", "The radio", null, CancellationToken.None);
        var services = nodes.Public.Services;
        await Eventually.Is(() => services.GetRequiredService<KnownCampaigns>().InForce("radio-2026") is not null);
        await Eventually.Is(async () =>
        {
            // Again and again: whoever watches arrivals finds that there is none.
            await using var session = nodes.Staff.Services.GetRequiredService<IDocumentStore>().LightweightSession();
            session.Store(new ObjectBurst(reference, DateTimeOffset.UtcNow));
            await session.SaveChangesAsync();
            return services.GetRequiredService<Admissions>().IsRaised(reference);
        });
        var sent = await nodes.Visitor.SendTip(reference, new { text = "I heard it on the radio", campaign = "radio-2026" });
        var tip = Assert.Single(await app.StoredTips(reference, database));
        using (var reviewer = await StaffBrowser.As("reviewer", nodes.Staff))
        {
            using var asked = await reviewer.PostJson($"/api/v1/triage/tips/{tip["id"]}/question", new { text = "Do you still have it?" });
            Assert.True(asked.IsSuccessStatusCode, $"{asked.StatusCode}");
        }

        var status = await nodes.Visitor.PostJson("/api/v1/receipts/status", new { receipt = sent["receipt"] });

        Assert.Equal("radio-2026", (string?)tip["campaign"]);
        Assert.Equal("reviewer", (string?)status.Json["messages"]![0]!["from"]);
        nodes.AssertNothingWasRefused();
    }

    [Fact]
    public async Task Receipts_of_before_a_change_of_keys_are_found_and_retried()
    {
        const string database = "tipintake_public_rotation";
        await using var nodes = await Nodes.Start(app, database);
        var reference = await nodes.HasObject();
        var key = TipRequests.NewKey();
        var sent = await nodes.Visitor.SendTip(reference, new { text = "Sent before the change" }, key);
        var folder = Path.Combine(nodes.Data, "keys");
        KeyFile.Write(folder, [.. KeyFile.Read(folder), KeySet.Make(2, DateTimeOffset.UtcNow)]);

        await using var after = await nodes.AnotherPublic();
        await Eventually.Is(() => after.Services.GetRequiredService<PublishedCatalogue>().Find(reference) is not null);

        Assert.Equal(sent.Body, (await after.Visitor.SendTip(reference, new { text = "Sent before the change" }, key)).Body);
    }

    [Fact]
    public void A_staff_door_does_not_open_as_the_publics_role()
    {
        var builder = Program.Builder([$"--ConnectionStrings:TipIntake=Host=db;Username={DatabaseConnections.PublicRole}", "--Surfaces:Staff:Url=http://127.0.0.1:0"]);

        var fault = Assert.Throws<TipIntake.Platform.SettingException>(() => NodeRole.Check(builder));

        Assert.Contains(DatabaseConnections.ApplicationRole, fault.Message, StringComparison.Ordinal);
    }

    private static Task<Answer> Add(Nodes nodes, string? receipt, string text, string key) =>
        nodes.Visitor.PostWithKey("/api/v1/receipts/messages", () => JsonContent.Create(new { receipt, text }), key);

    /// <summary>One node for staff and one for the public, on one database and with the same keys.</summary>
    private sealed class Nodes : IAsyncDisposable
    {
        private TipIntakeApp app = null!;
        private string database = null!;

        public required RunningService Staff { get; init; }

        public RunningService Public { get; private set; } = null!;

        public required string Data { get; init; }

        public HttpClient Visitor => Public.Visitor;

        public static async Task<Nodes> Start(TipIntakeApp app, string database)
        {
            var data = Directory.CreateTempSubdirectory("public").FullName;
            var nodes = new Nodes { app = app, database = database, Data = data, Staff = await app.Another(database, ("Data:Path", data)) };
            nodes.Public = await nodes.AnotherPublic();
            return nodes;
        }

        public async Task<RunningService> AnotherPublic()
        {
            var settings = await app.Database.Settings(database);
            settings["ConnectionStrings:TipIntake"] = Settings(settings).ConnectionString;
            settings.Remove("ConnectionStrings:TipIntakeOwner");
            foreach (var (key, value) in ShippedRules.Unlimited)
            {
                settings[key] = value;
            }

            return await RunningService.Start(
                new Dictionary<string, string?>(settings, StringComparer.Ordinal) { ["Data:Path"] = Data, ["Surfaces:Staff:Url"] = "", ["Catalogue:Demonstration"] = "false" }, applySchema: false);
        }

        /// <summary>An object that the public node knows of.</summary>
        public async Task<string> HasObject()
        {
            var reference = await Staff.HasObject();
            await Public.Services.GetRequiredService<PublishedCatalogue>().Refresh(CancellationToken.None);
            return reference;
        }

        public async Task<string> Get(string path) => (await Visitor.Ask(new HttpRequestMessage(HttpMethod.Get, path))).Body;

        public async Task<string> AsPublic(string sql)
        {
            await using var source = NpgsqlDataSource.Create(Settings(await app.Database.Settings(database)));
            await using var command = source.CreateCommand(sql);
            return (string)(await command.ExecuteScalarAsync())!;
        }

        /// <summary>Neither a request nor a worker of the public node asked for more than its role has.</summary>
        public void AssertNothingWasRefused()
        {
            Assert.Contains(Public.Log.All, line => line.Contains("Storage is safe", StringComparison.Ordinal));
            Assert.DoesNotContain(Public.Log.All, line => line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal));
        }

        public async ValueTask DisposeAsync()
        {
            await Public.DisposeAsync();
            await Staff.DisposeAsync();
        }

        private static NpgsqlConnectionStringBuilder Settings(Dictionary<string, string?> settings) => new(settings["ConnectionStrings:TipIntake"]) { Username = DatabaseConnections.PublicRole };
    }
}
