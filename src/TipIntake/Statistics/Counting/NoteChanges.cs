using Marten;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>Whatever is decided about leads and hypotheses leaves a note in the same transaction, so nothing is missed in the counts and nobody who decides has to think of them.</summary>
internal sealed class NoteChanges : DocumentSessionListenerBase
{
    private const string Insert = $"insert into {CountNewsTable.QualifiedName} (leads, acted, hypotheses, tips) values (?, ?, ?, ?)";

    public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
    {
        var (leads, acted) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        var (hypotheses, tips) = (new SortedSet<string>(StringComparer.Ordinal), new HashSet<Guid>());
        foreach (var stream in session.PendingChanges.Streams())
        {
            foreach (var data in stream.Events.Select(e => e.Data))
            {
                if (SubjectOf(data) is Subject.Lead)
                {
                    leads.Add(stream.Key!);
                    if (data is not (LeadOpened or TipsJoined or TipsLeft))
                    {
                        acted.Add(stream.Key!);
                    }
                }
                else if (SubjectOf(data) is Subject.Hypothesis)
                {
                    hypotheses.Add(stream.Key!);
                }

                tips.UnionWith(TipsOf(data));
            }
        }

        if (leads.Count + hypotheses.Count > 0)
        {
            session.QueueSqlCommand(Insert, leads.ToArray(), acted.ToArray(), hypotheses.ToArray(), tips.ToArray());
        }

        return Task.CompletedTask;
    }

    private enum Subject
    {
        None,
        Lead,
        Hypothesis,
    }

    private static Subject SubjectOf(object data) => data switch
    {
        LeadOpened or TipsJoined or TipsLeft or LeadAssessed or SecondReviewAsked or SecondReviewed or Adjudicated or AssessmentUndone or LeadReopened => Subject.Lead,
        HypothesisOpened or HypothesisDescribed or LeadsPutUnder or LeadsTakenOut or HypothesisMerged or MergeUndone or OutcomeSet => Subject.Hypothesis,
        _ => Subject.None,
    };

    private static Guid[] TipsOf(object data) => data switch
    {
        LeadOpened opened => opened.Tips,
        TipsJoined joined => joined.Tips,
        TipsLeft left => left.Tips,
        _ => [],
    };
}
