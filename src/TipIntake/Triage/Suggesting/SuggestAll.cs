namespace TipIntake.Triage;

/// <summary>The better partition of all open leads of an object, when counts have changed: in order of arrival, then once more.</summary>
internal static class SuggestAll
{
    private const int Rounds = 3;

    public static IReadOnlyList<SuggestedGroup> Of(IReadOnlyList<LeadClues> leads, IReadOnlySet<(string Lead, string Hypothesis)>? refused = null)
    {
        var work = new Partition(leads, refused ?? new HashSet<(string, string)>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var lead in leads)
            {
                work.Place(lead);
            }
        }

        work.Join();
        return work.Groups();
    }
}
