using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>Which tips were of use, for what their senders are told: those of leads decided useful, and those under an answer that came to something. Follows what people take back.</summary>
internal static class UsedTips
{
    // Nobody who is in danger is told that they helped to find an object.
    private const string IsOfUse = $"""
        ((l.status = 'Decided' and l.decision = 'Useful')
        or (not ({ListReferrals.IsReferred}) and exists (select from {DatabaseConnections.Schema}.mt_doc_hypothesis h where h.id = l.hypothesis and h.data ->> 'outcome' not in ('Open', 'RuledOut'))))
        """;

    private const string Tips = $"select p.tip from {LeadTable.QualifiedName} l join {PlacementTable.QualifiedName} p on p.lead = l.id where l.id = any($2)";

    private static readonly string Used = NoteProgress.AsUsed($"{Tips} and {IsOfUse}");

    private static readonly string TakeBack = NoteProgress.NoLongerAsUsed($"{Tips} and not {IsOfUse}");

    /// <summary>Outcomes with which an answer was of use.</summary>
    public static bool CameToSomething(HypothesisOutcome outcome) => outcome is not (HypothesisOutcome.Open or HypothesisOutcome.RuledOut);

    /// <summary>After the leads' rows, and the answers, are stored as they are now.</summary>
    public static async Task Follow(TriageTransaction transaction, string[] leads, DateTimeOffset now, CancellationToken cancel)
    {
        await transaction.Run(Used, cancel, now, leads);
        await transaction.Run(TakeBack, cancel, TipStates.NotYetShownAsUsed(now), leads);
    }
}
