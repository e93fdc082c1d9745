using Marten;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>The line that says what somebody has just decided, with the way back. Read from the lead itself, so it cannot say what is not so.</summary>
internal sealed record Done(string Lead, string Decision, string Reason, ChosenLeads Chosen)
{
    /// <summary>Null when this person's decision does not hold there.</summary>
    public static async Task<Done?> Find(IQuerySession session, Person person, string? lead, ChosenLeads chosen, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(lead) || await session.LeadWithin(person.Scope, lead, cancel) is not { Assessment: { } held } decided || !decided.MayBeTakenBackBy(person.Member))
        {
            return null;
        }

        return new Done(lead, TriageWords.Code(AssessmentReasons.NameOf(held.Decision)), TriageWords.Code(held.Reason), chosen);
    }
}
