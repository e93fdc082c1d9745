using Npgsql;
using TipIntake.Security.RateLimits;

namespace TipIntake.Triage;

/// <summary>Which leads somebody wants to see. Values of closed lists; what is not on the list is refused before it comes here.</summary>
/// <param name="Language">In small letters: <c>pt</c> also finds <c>pt-BR</c>.</param>
internal sealed record QueueFilter(
    string? Object = null, LeadStatus Status = LeadStatus.Open, Decision? Decision = null, string? Language = null, string? Country = null, string? Basis = null,
    Lane? Lane = null, Guid? ClaimedBy = null, string? Search = null, string? Hypothesis = null)
{
    /// <summary>Adds what is asked for to a query over <c>leads l</c>.</summary>
    /// <param name="scope">Null: all objects. What lies outside is never fetched.</param>
    public string Where(NpgsqlCommand command, string[]? scope, DateTimeOffset now)
    {
        var conditions = new List<string>();
        void Add(string condition, object? value)
        {
            if (value is not null)
            {
                command.Parameters.AddWithValue(value);
                conditions.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, condition, command.Parameters.Count));
            }
        }

        // Written out, so that the indexes of open leads serve.
        conditions.Add($"l.status = '{Status}'");
        Add("l.object = ${0}", Object);
        Add("l.object = any(${0})", scope);
        Add("l.decision = ${0}", Decision?.ToString());
        Add("exists (select from unnest(l.languages) one where lower(one) = ${0} or starts_with(lower(one), ${0} || '-'))", Language);
        Add("${0} = any(l.countries)", Country);
        Add("${0} = any(l.bases)", Basis);
        Add("l.hypothesis = ${0}", Hypothesis);
        if (ClaimedBy is not null)
        {
            Add($"exists (select from {ClaimTable.QualifiedName} c where c.lead = l.id and c.member = ${{0}} and c.until > ${command.Parameters.Count + 2})", ClaimedBy);
            command.Parameters.AddWithValue(now);
        }

        Add($"exists (select from {LeadWordingTable.QualifiedName} w where w.lead = l.id and w.words @@ ${{0}}::tsquery)", SearchWords.Condition(Search));
        if (Lane is { } lane)
        {
            conditions.Add(lane == Security.RateLimits.Lane.First ? "l.first_lane > 0" : "l.first_lane = 0");
        }

        return string.Join(" and ", conditions);
    }
}
