using System.Globalization;
using TipIntake.Catalogue;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>What the reviewers' pages say.</summary>
internal static class TriageWords
{
    private const int MostReasons = 4;

    /// <summary>In the order of the keys 1 to 8.</summary>
    public static readonly IReadOnlyList<(string Name, string Says)> Decisions =
    [
        ("useful", "pass it on: somebody should act on it"),
        ("plausible", "keep it: it may be right"),
        ("too-common", "right or not, it fits everywhere"),
        ("ruled-out", "it cannot be right"),
        ("not-useful", "it says nothing about the object"),
        ("spam", "sent in bulk, or by a machine"),
        ("abusive", "insults, threats, obscenities"),
        ("safeguarding", "somebody may be in danger"),
    ];

    public static string Code(string code) => code.Replace('-', ' ');

    public static string Of(LeadStatus status) => status switch
    {
        LeadStatus.InReview => "waits for a second look",
        LeadStatus.Emptied => "nothing is left in it",
        LeadStatus.Erased => "erased, its time is over",
        _ => status.ToString().ToLowerInvariant(),
    };

    public static string Basis(string basis) => basis switch
    {
        "owns-it" => "owns it",
        "sold-or-made-it" => "sold or made it",
        "lived-or-worked-there" => "lived or worked there",
        "seen-in-person" => "saw it in person",
        "found-online" => "found it online",
        _ => "guesses",
    };

    /// <summary>Never one number: copies are cheap, countries and days are not.</summary>
    public static string Support(QueuedLead lead) => string.Join(" · ", Support(lead.Tips, lead.Countries.Length, lead.Days, lead.Languages.Length));

    /// <summary>The reasons that decide where a lead stands; the page of the lead has them all.</summary>
    public static IEnumerable<Point> Heaviest(IEnumerable<Point> points) => points.OrderByDescending(point => Math.Abs(point.Points)).Take(MostReasons);

    public static (int Count, int Sum) Lighter(IReadOnlyCollection<Point> points) => (Math.Max(0, points.Count - MostReasons), points.Sum(point => point.Points) - Heaviest(points).Sum(point => point.Points));

    public static string Value(int points) => points.ToString("+#;\u2212#;0", CultureInfo.InvariantCulture);

    /// <summary>How long ago, as people say it.</summary>
    public static string Waits(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => $"{(int)time.TotalDays} days",
        { TotalHours: >= 2 } => $"{(int)time.TotalHours} hours",
        { TotalMinutes: >= 1 } => Many((int)time.TotalMinutes, "minute", "minutes"),
        _ => "just now",
    };

    public static string Ago(TimeSpan time) => Waits(time) is "just now" and var now ? now : $"{Waits(time)} ago";

    public static string Country(string code) => CountryNames.Name(code, "en");

    /// <summary>By its English name and its code; by the code alone where nobody here knows the name.</summary>
    public static string? Language(string? code)
    {
        try
        {
            return code is not null && CultureInfo.GetCultureInfo(code, predefinedOnly: true).EnglishName is var name ? $"{name} ({code})" : null;
        }
        catch (CultureNotFoundException)
        {
            return code;
        }
    }

    public static string Fault(string? code) => code switch
    {
        "verdict" => "Choose a decision and a reason.",
        "lead-claimed" => "A colleague works on this lead just now. Nothing was decided.",
        "second-person-needed" => "You have decided about this lead before; somebody else has to look now.",
        "lead-state" => "Somebody was faster, or the lead has changed. Look at it again; nothing was decided.",
        "tips" => "Tick the tips that say something else, but not all of them. Nothing was changed.",
        "question" => "Write a question of up to 1,000 characters. Nothing was sent.",
        "referral-state" => "Somebody was faster, or the referral has changed. Look at it again; nothing was changed.",
        "hand-over" => "Choose whom you told. A file number has letters, digits and / . _ -, one digit at least, at most 40. Nothing was changed.",
        "close" => "Choose what came of it. Nothing was changed.",
        "merge" => "Give the number of another open lead of this object. Nothing was changed.",
        "answer" => "Choose an answer. Nothing was changed.",
        "messages-full" => "This sender was asked often enough; they have not answered all of it.",
        "" or null => "",
        _ => "That did not work.",
    };

    /// <summary>What was asked, in English where there is English.</summary>
    public static (string Language, string Text) Question(TracedObject traced)
    {
        var language = Translations.LanguageFor(traced.Texts.Question, "en", traced.Texts.DefaultLanguage);
        return (language, traced.Texts.Question.GetValueOrDefault(language) ?? traced.Texts.Title.In("en", traced.Texts.DefaultLanguage));
    }

    private static IEnumerable<string> Support(int tips, int countries, int days, int languages) =>
        [Many(tips, "tip", "tips"), Many(countries, "country", "countries"), Many(days, "day", "days"), Many(languages, "language", "languages")];

    private static string Many(int count, string one, string more) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : more)}");
}
