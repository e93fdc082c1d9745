using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>Reads what was added to the streams of leads since the last look.</summary>
internal sealed class LeadEventReader(DatabaseConnections connections)
{
    /// <summary>More than a page could use: whoever gets so many at once looks again anyway.</summary>
    private const int MostRead = 2_000;

    /// <summary>Numbers are given before a commit, so one may become visible after a higher one: looked at again so far back.</summary>
    private const int LooksBack = 200;

    private static readonly string Added = $"""
        select seq_id, stream_id, type from {DatabaseConnections.Schema}.mt_events where seq_id > $1 order by seq_id desc limit {MostRead}
        """;

    private const string Last = $"select coalesce(max(seq_id), 0) from {DatabaseConnections.Schema}.mt_events";

    private const string Holders = $"select lead, member from {ClaimTable.QualifiedName} where lead = any($1) and until > $2";

    private readonly HashSet<long> seen = [];
    private long? end;
    private long begin;

    public async Task SkipToEnd(CancellationToken cancel)
    {
        end = begin = await FindLast(cancel);
        seen.Clear();
    }

    public async Task<long> FindLast(CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Last);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    public async Task<List<LeadHappening>> Read(CancellationToken cancel)
    {
        if (end is not { } from)
        {
            await SkipToEnd(cancel);
            return [];
        }

        await using var command = connections.Application.CreateCommand(Added);
        command.Parameters.AddWithValue(Math.Max(begin, from - LooksBack));
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var happened = new List<LeadHappening>();
        while (await rows.ReadAsync(cancel))
        {
            var number = rows.GetInt64(0);
            end = Math.Max(end.Value, number);
            if (seen.Add(number) && ChangeOf(rows.GetString(2)) is { } change)
            {
                happened.Add(new LeadHappening(number, rows.GetString(1), change));
            }
        }

        seen.RemoveWhere(number => number <= end - LooksBack);
        return happened;
    }

    public async Task<Dictionary<string, Guid>> FindHolders(string[] leads, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Holders).With(leads, now);
        return (await command.ReadAll(row => (Lead: row.GetString(0), Member: row.GetGuid(1)), cancel)).ToDictionary(held => held.Lead, held => held.Member, StringComparer.Ordinal);
    }

    // As Marten names the types; a test holds that they are these.
    private static LeadChange? ChangeOf(string type) => type switch
    {
        "lead_opened" or "lead_reopened" or "assessment_undone" => new LeadChange(Opened: 1),
        "lead_assessed" => new LeadChange(Decided: 1),
        "tips_joined" => new LeadChange(Joined: 1),
        _ => null,
    };
}
