using System.Globalization;
using System.Text.Json;
using TipIntake.Catalogue;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>All dimensions. What stands here is what the interface takes, the files carry and the page explains.</summary>
internal static class Dimensions
{
    private const string NotSaid = "not_said";

    public static readonly Dimension Object = new("object", "Object", "The object that a tip is about, by its reference.") { Could = ObjectReference.IsValid };

    public static readonly Dimension Category = new(
        "category", "Category", "What sort of object it is, as the catalogue said on the day asked for.", [.. ObjectCategories.All.Select(category => new CodedValue(category, category, category))]);

    public static readonly Dimension Region = new(
        "region", "Region", "Where the object is asked about, as the catalogue said on the day asked for. An object with two regions counts in both, so regions do not add up to the total.")
    {
        Unsaid = "none",
        IsMultiple = true,
        Could = Platform.Country.Codes.Contains,
    };

    public static readonly Dimension Day = new("day", "Day", "A calendar day in the time zone stated.") { Period = PeriodLength.Day };

    public static readonly Dimension Week = new("week", "Week", "A week of ISO 8601, Monday to Sunday, in the time zone stated.") { Period = PeriodLength.Week };

    public static readonly Dimension Month = new("month", "Month", "A calendar month in the time zone stated.") { Period = PeriodLength.Month };

    public static readonly Dimension Lane = new(
        "lane", "Lane", "The queue that the tip was put into on arrival; it never changes.",
        [new CodedValue("first", "first", "first lane"), new CodedValue("deferred", "deferred", "deferred: it came in a flood")]);

    public static readonly Dimension Country = new("country", "Country named", "The country that the sender named for the object (ISO 3166-1 alpha-2). It says nothing about where the sender is.") { Unsaid = NotSaid, Could = Platform.Country.Codes.Contains };

    public static readonly Dimension Language = new("language", "Language", "The language in which the sender used the form (BCP 47), as the form or the program said.") { Unsaid = NotSaid };

    public static readonly Dimension Basis = new(
        "basis", "Basis", "How the sender says they know.",
        [
            new CodedValue("owns-it", "owns-it", "owns or owned it"), new CodedValue("sold-or-made-it", "sold-or-made-it", "sold or made it"),
            new CodedValue("lived-or-worked-there", "lived-or-worked-there", "lived or worked there"), new CodedValue("seen-in-person", "seen-in-person", "has seen it in person"),
            new CodedValue("found-online", "found-online", "found it online"), new CodedValue("guess", "guess", "guesses"),
        ])
    {
        Unsaid = NotSaid,
    };

    public static readonly Dimension Campaign = new("campaign", "Campaign", "The campaign whose address led the sender to the object, where there was one.") { Unsaid = "none" };

    public static readonly Dimension Form = new("form", "Form version", "The version of the form that the tip was sent with; another version may ask in other words.") { Could = code => short.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out _) };

    public static readonly Dimension Decided = new(
        "decision", "Decision", "The decision on the lead that holds as of the day asked for; a lead that waits for a second look has none.",
        Coded<Decision>())
    {
        Unsaid = "undecided",
    };

    public static readonly Dimension Kind = new(
        "kind", "Kind of hypothesis", "What sort of answer the lead supports, where a reviewer has put it under a hypothesis. 'not-real' says that no such object exists.",
        Coded<HypothesisKind>())
    {
        Unsaid = "none",
    };

    public static readonly Dimension Withdrawn = new(
        "withdrawn", "Withdrawn", "Whether the sender took the tip back, or it was erased. It stays counted and loses what it said.", [new CodedValue("false", "no", "no"), new CodedValue("true", "yes", "yes")]);

    public static readonly Dimension FirstHand = new(
        "first_hand", "First hand", "Whether at least one sender of the lead says they know the object themselves.", [new CodedValue("false", "no", "no"), new CodedValue("true", "yes", "yes")]);

    public static readonly Dimension Outcome = new("outcome", "Outcome", "What the hypothesis came to, as of the day asked for.", Coded<HypothesisOutcome>());

    public static readonly Dimension[] All =
        [Object, Category, Region, Day, Week, Month, Lane, Country, Language, Basis, Campaign, Form, Decided, Kind, Withdrawn, FirstHand, Outcome];

    public static Dimension? Find(string id) => Array.Find(All, dimension => dimension.Id == id);

    private static CodedValue[] Coded<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => (name, JsonNamingPolicy.KebabCaseLower.ConvertName(name))).Select(pair => new CodedValue(pair.name, pair.Item2, pair.Item2.Replace('-', ' ')))];
}
