using System.Globalization;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>What the board says.</summary>
internal static class BoardWords
{
    /// <summary>From an idea to what came of it.</summary>
    public static readonly IReadOnlyList<(HypothesisOutcome Outcome, string Says)> Ladder =
    [
        (HypothesisOutcome.Open, "open"),
        (HypothesisOutcome.Identified, "identified: this is it"),
        (HypothesisOutcome.Narrowed, "narrowed: part of the answer"),
        (HypothesisOutcome.TooCommon, "too common to help"),
        (HypothesisOutcome.RuledOut, "ruled out"),
        (HypothesisOutcome.PassedOn, "passed on to whoever can act"),
        (HypothesisOutcome.LedToAction, "led to action"),
    ];

    public static string Of(HypothesisKind kind) => kind switch
    {
        HypothesisKind.Product => "product or brand",
        HypothesisKind.NotReal => "not a real object: computer-generated",
        _ => kind.ToString().ToLowerInvariant(),
    };

    public static string Of(HypothesisOutcome outcome) => TriageWords.Code(SetOutcomeValidator.NameOf(outcome));

    /// <summary>Always all six, each by its name.</summary>
    public static IEnumerable<(string Number, string Name)> Six(Support support) =>
    [
        Named(support.Tips, "tip", "tips"), Named(support.Wordings, "wording", "wordings"), Named(support.Links, "link", "links"),
        Named(support.Countries, "country", "countries"), Named(support.Days, "day", "days"), Named(support.FirstHand, "first-hand", "first-hand"),
    ];

    /// <summary>What stands before and after the sender's own word.</summary>
    public static (string Before, string? Word, string After) Of(BoardReason reason)
    {
        var (who, s) = reason.Leads == 1 ? ("1 lead", "s") : ($"{Number(reason.Leads)} leads", "");
        var value = reason.Written ?? reason.Clue.Value;
        return reason.Clue.Kind switch
        {
            ClueKind.Country => ($"{who} name{s} the same country: {TriageWords.Country(value.ToUpperInvariant())}", null, ""),
            ClueKind.Place => ($"{who} name{s} the place “", value, "”"),
            ClueKind.Host => ($"{who} link{s} to “", value, "”"),
            ClueKind.Link => ($"{who} give{s} the same link “", value, "”"),
            ClueKind.Period => ($"{who} say{s} the same time: “", value, "”"),
            ClueKind.Code => ($"{who} give{s} the number “", value, "”"),
            ClueKind.NotReal => ($"{who} say{s} that a computer made the picture", null, ""),
            ClueKind.Everywhere => ($"{who} say{s} that it is sold everywhere", null, ""),
            _ => ($"{who} name{s} “", value, "”"),
        };
    }

    public static string Lead(LeadRow lead) => string.Join(" · ", new[]
    {
        Counted(lead.Tips, "tip", "tips"), Counted(lead.Countries.Length, "country", "countries"), Counted(lead.Days.Length, "day", "days"), lead.Features?.IsFirstHand == true ? "first-hand" : "",
    }.Where(part => part.Length > 0));

    public static string Counted(int count, string one, string more) => $"{Number(count)} {(count == 1 ? one : more)}";

    public static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Fault(string? code) => code switch
    {
        "" or null => "",
        "title" => "Write what the answer is called (up to 200 characters), and choose its kind. Nothing was changed.",
        "choose" or "validation-failed" => "Tick at least one lead, and choose where it goes. Nothing was changed.",
        "lead-state" => "Somebody has gone on working since, so this cannot be taken back any more.",
        _ => TriageWords.Fault(code),
    };

    private static (string Number, string Name) Named(int count, string one, string more) => (Number(count), count == 1 ? one : more);
}
