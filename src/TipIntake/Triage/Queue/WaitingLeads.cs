using Marten;
using Npgsql;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>How many leads wait. Counted up to a limit: a thousand or fifty thousand is the same to whoever has to begin.</summary>
internal sealed class WaitingLeads(IQuerySession session, DatabaseConnections connections, TimeProvider clock)
{
    public const int MostCounted = 1_000;

    private const string Waiting = $"""
        select (select count(*) from (select from {LeadTable.QualifiedName} where status = 'Open' and ($1::text[] is null or object = any($1)) limit $2) open),
               (select count(*) from (select from {LeadTable.QualifiedName} where status = 'Open' and rank > $3 and ($1::text[] is null or object = any($1)) limit $2) urgent),
               (select count(*) from {ClaimTable.QualifiedName} c join {LeadTable.QualifiedName} l on l.id = c.lead
                where c.member = $4 and c.until > $5 and l.status = 'Open' and ($1::text[] is null or l.object = any($1)))
        """;

    private const string ByReference = $"""
        select o.reference, (select count(*) from (select from {LeadTable.QualifiedName} l where l.object = o.reference and l.status = 'Open' limit $2) open)
        from unnest($1) o (reference)
        """;

    public async Task<WaitingCounts> Count(Person person, CancellationToken cancel)
    {
        var scope = await session.Within(person.Scope, cancel);
        await using var command = connections.Application.CreateCommand(Waiting);
        command.Parameters.Add(new NpgsqlParameter { Value = scope ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text });
        command.With(MostCounted, QueueRank.LeastOfSafeguarding, person.Id, clock.GetUtcNow());
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new WaitingCounts((int)row.GetInt64(0), (int)row.GetInt64(1), (int)row.GetInt64(2));
    }

    /// <summary>How many open leads each of these objects has.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountOpen(string[] references, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(ByReference).With(references, MostCounted);
        return (await command.ReadAll(row => (Reference: row.GetString(0), Open: (int)row.GetInt64(1)), cancel)).ToDictionary(one => one.Reference, one => one.Open, StringComparer.Ordinal);
    }
}

/// <param name="Safeguarding">Of the open ones those that stand first because somebody may be in danger.</param>
/// <param name="Mine">Claimed by whoever asks.</param>
internal sealed record WaitingCounts(int Open, int Safeguarding, int Mine);
