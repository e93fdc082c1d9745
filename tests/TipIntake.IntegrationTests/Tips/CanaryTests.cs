using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Tips;

/// <summary>What must not be kept is looked for where an operator, a thief or a court could look.</summary>
public sealed class CanaryTests(TipIntakeApp app)
{
    private const int Canaries = 1_000;
    private const string Database = "tipintake_canaries";

    [Fact]
    public async Task No_address_agent_receipt_key_or_contact_stands_in_any_log_or_table()
    {
        await using var service = await app.Another(Database, ("Proxies:Known:0", "127.0.0.1"));
        var reference = await service.HasObject();

        var secrets = new string[Canaries][];
        await Parallel.ForAsync(0, Canaries, async (i, _) => secrets[i] = await SendCanary(service, reference, i));

        var places = service.Log.All.Concat(await EveryRow()).ToArray();
        Assert.Contains(places, place => place.Contains("canary text", StringComparison.Ordinal));
        var everything = string.Join('\n', places);
        Assert.All(secrets.SelectMany(s => s), secret => Assert.DoesNotContain(secret, everything, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task No_tip_text_stands_in_any_log_line()
    {
        var reference = await app.HasOpenObject();
        await app.Visitor.SendTip(reference, new { text = "text-that-no-log-may-hold", contact = "contact-that-no-log-may-hold" });
        await app.Visitor.SendTip(reference, new { text = "text-that-no-log-may-hold", country = "text-that-no-log-may-hold" });

        Assert.DoesNotContain(app.Service.Log.All, line => line.Contains("no-log-may-hold", StringComparison.Ordinal));
    }

    private static async Task<string[]> SendCanary(RunningService service, string reference, int number)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"198.51.{100 + (number / 250)}.{1 + (number % 250)}");
        var (agent, contact, key) = ($"canary-agent-{number:D5}", $"canary-contact-{number:D5}@example.org", $"canary-key-{number:D5}-0123456789");

        var sent = await service.Visitor.PostWithKey(
            $"/api/v1/objects/{reference}/tips",
            () => JsonContent.Create(new { text = $"canary text {number}", contact }),
            key,
            request =>
            {
                request.Headers.Add("User-Agent", agent);
                request.Headers.Add("X-Forwarded-For", address);
                request.Headers.Add("Referer", $"https://canary-referrer-{number:D5}.example/");
            });

        Assert.Equal(HttpStatusCode.Created, sent.Status);
        var receipt = sent["receipt"]!;
        await service.Visitor.PostJson("/api/v1/receipts/status", new { receipt });
        return [address, agent, contact, key, receipt, receipt.Replace("-", "", StringComparison.Ordinal), $"canary-referrer-{number:D5}"];
    }

    private async Task<List<string>> EveryRow()
    {
        await using var source = app.Database.Superuser(Database);
        var tables = await Column(source, "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
        Assert.NotEmpty(tables);

        var rows = new List<string>();
        foreach (var table in tables)
        {
            rows.AddRange(await Column(source, $"select t::text from {table} t"));
        }

        return rows;
    }

    private static async Task<List<string>> Column(Npgsql.NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();

        while (await reader.ReadAsync())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
