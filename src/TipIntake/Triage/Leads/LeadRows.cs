using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>Reads and writes rows of <see cref="LeadTable"/> within a transaction.</summary>
internal static class LeadRows
{
    public const string Columns =
        "id, object, number, status, decision, opened_at, last_tip_at, tips, first_lane, countries, languages, bases, days, features, points, score, rank, draw, stale, hypothesis, answered";

    /// <summary>How many columns that is: the place of the next one in a query.</summary>
    public const int Count = 21;

    private const string Upsert = $"""
        insert into {LeadTable.QualifiedName} ({Columns})
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        on conflict (id) do update set
            status = excluded.status, decision = excluded.decision, last_tip_at = excluded.last_tip_at, tips = excluded.tips, first_lane = excluded.first_lane,
            countries = excluded.countries, languages = excluded.languages, bases = excluded.bases, days = excluded.days, features = excluded.features,
            points = excluded.points, score = excluded.score, rank = excluded.rank, stale = excluded.stale, hypothesis = excluded.hypothesis, answered = excluded.answered
        """;

    // In one order everywhere, so that two transactions never wait for each other in a ring.
    private const string Lock = $"select {Columns} from {LeadTable.QualifiedName} where id = any($1) order by id for update";

    /// <summary>The rows, held until the transaction ends: whoever else changes one of these leads waits.</summary>
    public static async Task<Dictionary<string, LeadRow>> Hold(NpgsqlTransaction transaction, IEnumerable<string> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct(StringComparer.Ordinal).ToArray();
        if (wanted.Length == 0)
        {
            return [];
        }

        await using var command = new NpgsqlCommand(Lock, transaction.Connection, transaction).With([wanted]);
        return (await command.ReadAll(Read, cancel)).ToDictionary(row => row.Id, StringComparer.Ordinal);
    }

    public static async Task Store(NpgsqlTransaction transaction, IEnumerable<LeadRow> rows, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        foreach (var row in rows)
        {
            batch.BatchCommands.Add(Command(row));
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancel);
        }
    }

    public static LeadRow Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        Object = row.GetString(1),
        Number = row.GetInt32(2),
        Status = Enum.Parse<LeadStatus>(row.GetString(3)),
        Decision = row.IsDBNull(4) ? null : Enum.Parse<Decision>(row.GetString(4)),
        OpenedAt = row.GetFieldValue<DateTimeOffset>(5),
        LastTipAt = row.GetFieldValue<DateTimeOffset>(6),
        Tips = row.GetInt32(7),
        FirstLane = row.GetInt32(8),
        Countries = row.GetFieldValue<string[]>(9),
        Languages = row.GetFieldValue<string[]>(10),
        Bases = row.GetFieldValue<string[]>(11),
        Days = row.GetFieldValue<int[]>(12),
        Features = JsonSerializer.Deserialize<LeadFeatures>(row.GetString(13), JsonSerializerOptions.Web),
        Points = JsonSerializer.Deserialize<Point[]>(row.GetString(14), JsonSerializerOptions.Web)!,
        Score = row.GetInt32(15),
        Rank = row.GetInt64(16),
        Draw = row.GetInt64(17),
        Stale = row.GetBoolean(18),
        Hypothesis = row.IsDBNull(19) ? null : row.GetString(19),
        Answered = row.GetBoolean(20),
    };

    private static NpgsqlBatchCommand Command(LeadRow row)
    {
        var command = new NpgsqlBatchCommand(Upsert);
        object[] first = [row.Id, row.Object, row.Number, row.Status.ToString(), row.Decision?.ToString() ?? (object)DBNull.Value, row.OpenedAt.ToUniversalTime(), row.LastTipAt.ToUniversalTime(), row.Tips, row.FirstLane, row.Countries, row.Languages, row.Bases, row.Days];
        Array.ForEach(first, value => command.Parameters.AddWithValue(value));
        command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(row.Features, JsonSerializerOptions.Web), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(row.Points, JsonSerializerOptions.Web), NpgsqlDbType = NpgsqlDbType.Jsonb });
        object[] last = [row.Score, row.Rank, row.Draw, row.Stale, row.Hypothesis ?? (object)DBNull.Value, row.Answered];
        Array.ForEach(last, value => command.Parameters.AddWithValue(value));
        return command;
    }
}
