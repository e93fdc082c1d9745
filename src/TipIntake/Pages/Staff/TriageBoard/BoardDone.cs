using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>The line that says what somebody has just done on the board, with the way back. Read from the events, so it cannot say what is not so.</summary>
/// <param name="From">Where leads were moved from, for the way back.</param>
internal sealed record BoardDone(string Sentence, string Subject, string? From, bool MayUndo)
{
    public static async Task<BoardDone?> Find(UndoLastAct undo, Person person, string reference, IQueryCollection query, CancellationToken cancel)
    {
        if (query["undone"] == "true")
        {
            return new BoardDone("Taken back.", "", null, MayUndo: false);
        }

        var subject = query["done"].ToString();
        if (Lead.ObjectOf(subject) != reference || await undo.Find(person, subject, cancel) is not { } last)
        {
            return null;
        }

        var from = query["from"].ToString() is { Length: > 0 } given && Lead.ObjectOf(given) == reference ? given : null;
        return new BoardDone(Say(last), subject, from, last.Event is not (HypothesisOpened or HypothesisDescribed));
    }

    private static string Say(LastAct last) => last.Event switch
    {
        HypothesisOpened => $"You opened {last.Subject}.",
        HypothesisDescribed => $"You changed what {last.Subject} is called.",
        LeadsPutUnder put => $"You put {Leads(put.Leads)} under {last.Subject}.",
        LeadsTakenOut taken => $"You took {Leads(taken.Leads)} out of {last.Subject}.",
        HypothesisMerged merged => $"You merged {last.Subject} into {merged.Into}.",
        OutcomeSet set => $"You set the outcome of {last.Subject} to “{BoardWords.Of(set.Outcome)}”.",
        _ => $"You said that {last.Subject} does not belong with the others. It is not suggested again.",
    };

    private static string Leads(string[] leads) => leads is [var only] ? only : BoardWords.Counted(leads.Length, "lead", "leads");
}
