using Npgsql;

namespace TipIntake.Triage;

/// <summary>Adds to what leads are found by. Privacy: made of senders' words, so it is made anew when one of them takes theirs back.</summary>
internal static class LeadWords
{
    /// <summary>What is said in so many words and more is found by those that came first.</summary>
    public const int Most = 4_000;

    // With one of its wordings; somebody who searches asks about the lead.
    private static readonly string More = $"""
        update {LeadWordingTable.QualifiedName} set words = words || array_to_tsvector($2)
        where (lead, tip) = (select lead, tip from {LeadWordingTable.QualifiedName} where lead = $1 order by tip limit 1) and length(words) < {Most} and not tsvector_to_array(words) @> $2
        """;

    public static async Task Add(TriageTransaction transaction, ILookup<string, string[]> words, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Database.Connection, transaction.Database);
        foreach (var lead in words.OrderBy(lead => lead.Key, StringComparer.Ordinal))
        {
            var command = new NpgsqlBatchCommand(More);
            command.Parameters.AddWithValue(lead.Key);
            command.Parameters.AddWithValue(lead.SelectMany(said => said).Distinct(StringComparer.Ordinal).ToArray());
            batch.BatchCommands.Add(command);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancel);
        }
    }
}
