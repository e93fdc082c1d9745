using Marten;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>When senders come back and add something, their leads say so and are found by it; a decided one is opened again.</summary>
internal static class NoteAdditions
{
    private const string LeadsOf = $"select tip, lead from {PlacementTable.QualifiedName} where tip = any($1) and lead is not null";

    public static async Task Run(TriageTransaction transaction, Guid[] tips, DateTimeOffset now, CancellationToken cancel)
    {
        if (tips.Length == 0)
        {
            return;
        }

        var places = (await transaction.Read(LeadsOf, row => (Tip: row.GetGuid(0), Lead: row.GetString(1)), cancel, tips)).ToDictionary(place => place.Tip, place => place.Lead);
        var rows = await LeadRows.Hold(transaction.Database, places.Values, cancel);
        var after = new List<LeadRow>();
        foreach (var row in rows.Values)
        {
            var renewal = Renewal.Of(row, [Renewal.Answer], now);
            if (renewal is not null)
            {
                transaction.Session.Events.Append(row.Id, renewal);
            }

            after.Add(Renewal.After(renewal, row) with { Answered = true });
        }

        await LeadRows.Store(transaction.Database, after, cancel);
        var messages = await transaction.Session.Query<TipMessage>().Where(message => message.TipId.IsOneOf(tips) && message.From == MessageFrom.Sender).ToListAsync(cancel);
        await LeadWords.Add(transaction, messages.Where(message => places.ContainsKey(message.TipId)).ToLookup(message => places[message.TipId], message => SearchWords.Of(message.Text), StringComparer.Ordinal), LeadWords.Most, cancel);
    }
}
