using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>What leaves the service for the force that takes the case: all words, no contact, no receipt, nothing that a spreadsheet runs.</summary>
public sealed class HandOverTests(TipIntakeApp app)
{
    private const string Formula = "=HYPERLINK(\"https://bad.example\",\"look\")";

    [Fact]
    public async Task The_package_has_words_and_decisions_and_neither_contact_nor_receipt_nor_formula()
    {
        var reference = await app.HasOpenObject();
        var sent = await app.Service.Visitor.SendTip(reference, new { text = Formula, place = "+351 market", contact = "me@example.org" });
        var receipt = (string)sent.Json["receipt"]!;
        var gone = await app.Service.Visitor.SendTip(reference, new { text = "Taken back: the Quendelhof." });
        await app.Service.HasPlaced(reference, 2);
        await app.Service.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt = (string)gone.Json["receipt"]! });
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        using var named = await reviewer.PostJson($"/api/v1/triage/objects/{reference}/hypotheses", new { kind = "seller", title = "A market", leads = new[] { $"{reference}.1" } });

        var files = await Download(reviewer, reference);

        Assert.Equal(["README.txt", "hand-over.json", "report.html", "tips.csv"], files.Keys.Order(StringComparer.Ordinal));
        Assert.All(files.Values, text => Assert.DoesNotContain("me@example.org", text, StringComparison.Ordinal));
        Assert.All(files.Values, text => Assert.DoesNotContain(receipt, text, StringComparison.Ordinal));
        Assert.All(files.Values, text => Assert.DoesNotContain("Quendelhof", text, StringComparison.Ordinal));
        Assert.Contains(",\"'=HYPERLINK(\"\"https://bad.example\"\",\"\"look\"\")\",,'+351 market,", files["tips.csv"], StringComparison.Ordinal);
        Assert.DoesNotContain("<script", files["report.html"], StringComparison.Ordinal);
        var json = JsonNode.Parse(files["hand-over.json"])!;
        Assert.Equal(("A market", Formula), ((string?)json["hypotheses"]![0]!["title"], (string?)json["tips"]![0]!["text"]));
        Assert.Equal(1L, await app.CountRows($"select count(*) from tipintake.audit_entries where act = 'handed-over' and subject = 'object:{reference}'"));
    }

    [Fact]
    public async Task Without_the_trail_not_a_byte_leaves()
    {
        await using var service = await app.Another("nohandover");
        var reference = await service.HasObject();
        await service.Visitor.SendTip(reference, new { text = "A secret of the quay." });
        await service.HasPlaced(reference, 1);
        using var reviewer = await StaffBrowser.As("reviewer", service);

        await app.Change("nohandover", "revoke insert on tipintake.audit_entries from tipintake_app");
        using var answer = await reviewer.Get($"/api/v1/triage/objects/{reference}/hand-over");

        Assert.InRange((int)answer.StatusCode, 500, 599);
        Assert.NotEqual("application/zip", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Outside_the_scope_there_is_no_package()
    {
        await using var service = await app.Another("scopedhandover");
        var outside = await service.HasObject("Bag", "bag", "SE");
        using var reviewer = await StaffBrowser.As("reviewer", service);
        await service.Narrow(new Scope(Everything: false, [], ["PT"]));

        using var answer = await reviewer.Get($"/api/v1/triage/objects/{outside}/hand-over");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<Dictionary<string, string>> Download(StaffBrowser reviewer, string reference)
    {
        using var answer = await reviewer.Get($"/api/v1/triage/objects/{reference}/hand-over");
        Assert.Equal((HttpStatusCode.OK, "no-store"), (answer.StatusCode, answer.Headers.CacheControl?.ToString()));
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            files[entry.FullName] = await reader.ReadToEndAsync();
        }

        return files;
    }
}
