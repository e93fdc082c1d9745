using System.Text.Json.Nodes;
using Npgsql;

namespace TipIntake.Faults.Harness;

/// <summary>Reads what is really in the tables, past the service.</summary>
internal static class StoredTips
{
    public static async Task<IReadOnlyCollection<StoredTip>> Read(string connectionString)
    {
        const string sql = """
            select tip.data::text, exists (select from tipintake.mt_doc_sendercontact contact where contact.id = tip.id)
            from tipintake.mt_doc_tip tip
            """;

        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await using var rows = await command.ExecuteReaderAsync();

        var stored = new List<StoredTip>();
        while (await rows.ReadAsync())
        {
            var tip = JsonNode.Parse(rows.GetString(0))!.AsObject();
            stored.Add(new StoredTip(tip["place"]?.ToString() ?? "", SentTip.FingerprintOf(tip), rows.GetBoolean(1)));
        }

        return stored;
    }
}
