using System.Net;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Keys;

namespace TipIntake.IntegrationTests.Tips;

public sealed class KeyRotationTests(TipIntakeApp app)
{
    [Fact]
    public async Task Receipts_and_retries_outlive_a_change_of_keys()
    {
        const string database = "tipintake_rotation";
        var data = Directory.CreateTempSubdirectory("rotation").FullName;
        var key = TipRequests.NewKey();
        string reference;
        Answer sent;

        await using (var before = await app.Another(database, ("Data:Path", data)))
        {
            reference = await before.HasObject();
            sent = await before.Visitor.SendTip(reference, new { text = "Sent before the change" }, key);
        }

        var folder = Path.Combine(data, "keys");
        KeyFile.Write(folder, [.. KeyFile.Read(folder), KeySet.Make(2, DateTimeOffset.UtcNow)]);
        await using var after = await app.Another(database, ("Data:Path", data));

        var again = await after.Visitor.SendTip(reference, new { text = "Sent before the change" }, key);
        var other = await after.Visitor.SendTip(reference, new { text = "Other words" }, key);
        var status = await after.Visitor.PostJson("/api/v1/receipts/status", new { receipt = sent["receipt"] });
        var fresh = await after.Visitor.SendTip(reference, new { text = "Sent after the change" });

        Assert.Equal(sent.Body, again.Body);
        Assert.Equal("idempotency-key-reused", other.Code);
        Assert.Equal(HttpStatusCode.OK, status.Status);
        Assert.Equal(["1", "2"], (await app.StoredTips(reference, database)).Select(tip => tip["key"]!.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.Created, fresh.Status);
    }
}
