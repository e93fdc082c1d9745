using Npgsql;

namespace TipIntake.Triage;

/// <summary>What stands behind an answer, always all six: a crowd that copies one post is not a crowd of witnesses.</summary>
/// <param name="Wordings">How many leads: ways of saying it.</param>
/// <param name="FirstHand">Leads in which somebody knows from their own experience.</param>
internal sealed record Support(int Tips, int Wordings, int Links, int Countries, int Days, int FirstHand)
{
    private const string OfLeads = $"""
        select coalesce(sum(l.tips), 0)::int, count(*)::int,
               (select count(distinct c.value)::int from {ClueTable.QualifiedName} c where c.lead = any($1) and c.kind = 'Link'),
               (select count(distinct country)::int from {LeadTable.QualifiedName} o, unnest(o.countries) country where o.id = any($1)),
               (select count(distinct day)::int from {LeadTable.QualifiedName} o, unnest(o.days) day where o.id = any($1)),
               count(*) filter (where (l.features ->> 'isFirstHand')::boolean)::int
        from {LeadTable.QualifiedName} l where l.id = any($1)
        """;

    public static async Task<Support> Of(NpgsqlConnection connection, string[] leads, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(OfLeads, connection);
        command.Parameters.AddWithValue(leads);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new Support(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5));
    }
}
