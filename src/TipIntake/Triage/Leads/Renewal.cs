namespace TipIntake.Triage;

/// <summary>What it means for a lead that later tips, or a sender who came back, bring something new. Pure.</summary>
internal static class Renewal
{
    /// <summary>As the event names it: a person in danger, an answer behind the receipt.</summary>
    public const string Danger = "danger";
    public const string Answer = "answer";
    public const string FirstHand = "first-hand";
    public const string PutBack = "put-back";

    /// <summary>A decided lead is opened again; of one about a person in danger, whoever handles it hears of it. Null: nobody has decided, or nothing is new.</summary>
    public static object? Of(LeadRow row, IReadOnlyCollection<string> news, DateTimeOffset now) => row switch
    {
        _ when news.Count == 0 => null,
        { Status: LeadStatus.Decided, Decision: Decision.Safeguarding } => new ReferralRenewed([.. news], now),
        { Status: LeadStatus.Decided or LeadStatus.InReview } => new LeadReopened([.. news], now),
        _ => null,
    };

    /// <summary>The row as it is after the event, whose points are reckoned again.</summary>
    public static LeadRow After(object? renewal, LeadRow row) => renewal is LeadReopened ? row with { Status = LeadStatus.Open, Decision = null, Stale = true } : row;

    /// <summary>What it is called when a lead mentions for the first time what tips of this kind may bring; null: that is nothing to come back for.</summary>
    /// <param name="isNewToAll">No lead of the object has mentioned it.</param>
    public static string? NameOf(ClueKind kind, bool isNewToAll) => kind switch
    {
        ClueKind.Place => "place",
        ClueKind.Link => "link",
        ClueKind.Name when isNewToAll => "name",
        ClueKind.Code when isNewToAll => "number",
        _ => null,
    };
}
