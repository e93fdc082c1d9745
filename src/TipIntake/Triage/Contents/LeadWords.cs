namespace TipIntake.Triage;

/// <summary>Adds to what leads are found by. Privacy: made of senders' words, so it is made anew when one of them takes theirs back.</summary>
internal static class LeadWords
{
    /// <summary>What is said in so many words and more is found by those that came first.</summary>
    public const int Most = 4_000;

    /// <summary>
    /// So many words of copies and near copies, each of which differs a little. Every addition puts all words of the lead into the index again; robots that add a number to each post would make that the dearest
    /// thing that happens to a tip.
    /// </summary>
    public const int MostOfCopies = 150;

    // With one of its wordings; somebody who searches asks about the lead. A word holds no space, so the words of a lead fit in one text.
    private const string More = $"""
        with said as (select lead, string_to_array(words, ' ') as words from unnest($1::text[], $2::text[]) as u (lead, words)),
        first as (select distinct on (w.lead) w.lead, w.tip, said.words from said join {LeadWordingTable.QualifiedName} w on w.lead = said.lead order by w.lead, w.tip)
        update {LeadWordingTable.QualifiedName} w set words = w.words || array_to_tsvector(first.words)
        from first where w.lead = first.lead and w.tip = first.tip and length(w.words) < $3 and not tsvector_to_array(w.words) @> first.words
        """;

    public static Task Add(TriageTransaction transaction, ILookup<string, string[]> words, int most, CancellationToken cancel)
    {
        var leads = words.Select(lead => (Lead: lead.Key, Words: string.Join(' ', lead.SelectMany(said => said).Distinct(StringComparer.Ordinal)))).Where(lead => lead.Words.Length > 0).ToArray();
        return leads.Length == 0 ? Task.CompletedTask : transaction.Run(More, cancel, leads.Select(lead => lead.Lead).ToArray(), leads.Select(lead => lead.Words).ToArray(), most);
    }
}
