using Marten;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>What somebody has decided, with the way back where there is one. Read from the lead itself, so it cannot say what is not so.</summary>
/// <param name="Reason">Null where somebody else gave the one that holds.</param>
/// <param name="Standing">What becomes of it now; nothing that a third person must not know is on any page of theirs.</param>
internal sealed record Done(string Lead, string Decision, string? Reason, bool Second, string Standing, bool MayUndo, ChosenLeads Chosen)
{
    private const string Third = "A third person decides now, without knowing either.";

    /// <summary>Null when this person's decision neither holds nor waits there.</summary>
    public static async Task<Done?> Find(IQuerySession session, Person person, string? lead, ChosenLeads chosen, CancellationToken cancel) =>
        string.IsNullOrEmpty(lead) || await session.LeadWithin(person.Scope, lead, cancel) is not { Assessment: { } held } found ? null : (found, person.Member) switch
        {
            ({ Disagreement: { } other }, var me) when other.By == me => new Done(lead, Name(other.Decision), TriageWords.Code(other.Reason), Second: true, $"You have looked at it ({Name(other.Decision)}). A colleague had decided otherwise. {Third}", found.MayBeTakenBackBy(me), chosen),
            ({ Disagreement: not null }, var me) when held.By == me => new Done(lead, Name(held.Decision), TriageWords.Code(held.Reason), Second: false, $"You have decided ({Name(held.Decision)}). A colleague has looked as well and sees it otherwise. {Third}", found.MayBeTakenBackBy(me), chosen),
            ({ Status: LeadStatus.Decided or LeadStatus.InReview, Disagreement: null, Looked: [.., var last] }, var me) when last == me => new Done(
                lead, Name(held.Decision), held.By == me ? TriageWords.Code(held.Reason) : null, held.By != me, $"You have decided ({Name(held.Decision)}). Somebody else looks at it next, without knowing that.", found.MayBeTakenBackBy(me), chosen),
            _ => null,
        };

    private static string Name(Decision decision) => TriageWords.Code(AssessmentReasons.NameOf(decision));
}
