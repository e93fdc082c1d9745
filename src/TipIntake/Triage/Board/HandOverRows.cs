using System.Runtime.CompilerServices;
using Npgsql;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <param name="Messages">What was asked and answered behind the receipt, as JSON; null: nothing.</param>
internal sealed record HandedTip(
    Guid Id, string Lead, DateTimeOffset ReceivedAt, string Lane, bool Withdrawn, string? Text, string? Country, string? Place, string? Period, string? Link, string? Basis, string? Language, string? Messages);

/// <param name="Decision">Null while it is open or waits for a second look.</param>
internal sealed record HandedLead(string Id, string Status, Decision? Decision, string? Reason, string? Hypothesis, int Tips);

/// <summary>Reads an object's leads and tips one after the other, as often as asked, always as they were at the transaction's beginning.</summary>
internal sealed class HandOverRows(NpgsqlTransaction transaction, string reference)
{
    // Privacy: a person in danger is handled apart; and what others decided is not told to who looks a second time.
    private const string Within = """
        l.object = $1 and not (l.status in ('Decided', 'InReview') and coalesce(l.decision, '') = 'Safeguarding')
            and not (coalesce((l.features ->> 'disclosure')::boolean, false) and l.status in ('Open', 'InReview'))
        """;

    private const string LeadsSql = $"""
        select l.id, l.status, case when l.status = 'Decided' then l.decision end, case when l.status = 'Decided' then d.data -> 'assessment' ->> 'reason' end, l.hypothesis, l.tips
        from {LeadTable.QualifiedName} l left join {DatabaseConnections.Schema}.mt_doc_lead d on d.id = l.id where {Within} order by l.number
        """;

    // Privacy: named one by one, so that nothing of a contact or a receipt can come along.
    private const string TipsSql = $"""
        select p.tip, p.lead, p.received_at, lower(t.data ->> 'lane'), t.data ->> 'withdrawnAt' is not null, t.data ->> 'text', t.data ->> 'country', t.data ->> 'place', t.data ->> 'period', t.data ->> 'link',
               t.data ->> 'basis', t.data ->> 'language',
               (select jsonb_agg(jsonb_build_object('from', m.data ->> 'from', 'text', m.data ->> 'text', 'at', m.data ->> 'at') order by m.data ->> 'at')::text
                from {DatabaseConnections.Schema}.mt_doc_tipmessage m where cast(m.data ->> 'tipId' as uuid) = t.id)
        from {LeadTable.QualifiedName} l join {PlacementTable.QualifiedName} p on p.lead = l.id join {DatabaseConnections.Schema}.mt_doc_tip t on t.id = p.tip
        where {Within} order by p.received_at, p.tip
        """;

    public IAsyncEnumerable<HandedLead> Leads(CancellationToken cancel) => Read(LeadsSql, row => new HandedLead(
        row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : Enum.Parse<Decision>(row.GetString(2)), Text(row, 3), Text(row, 4), row.GetInt32(5)), cancel);

    public IAsyncEnumerable<HandedTip> Tips(CancellationToken cancel) => Read(TipsSql, Tip, cancel);

    private static HandedTip Tip(NpgsqlDataReader row)
    {
        var withdrawn = row.GetBoolean(4);
        string? Said(int column) => withdrawn ? null : Text(row, column);
        var basis = Said(10) is { } name && Enum.TryParse<Basis>(name, ignoreCase: true, out var known) ? BasisNames.NameOf(known) : Said(10);
        return new HandedTip(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3), withdrawn, Said(5), Said(6), Said(7), Said(8), Said(9), basis, Said(11), Said(12));
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private async IAsyncEnumerable<T> Read<T>(string sql, Func<NpgsqlDataReader, T> map, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction) { CommandTimeout = 0 };
        command.Parameters.AddWithValue(reference);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            yield return map(rows);
        }
    }
}
