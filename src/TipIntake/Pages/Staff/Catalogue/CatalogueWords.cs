using TipIntake.Catalogue;

namespace TipIntake.Pages.Staff;

/// <summary>What the pages about the catalogue say.</summary>
internal static class CatalogueWords
{
    public static string Of(ObjectStatus status) => status.ToString().ToLowerInvariant();

    public static string Tone(ObjectStatus status) => status switch
    {
        ObjectStatus.Published => "good",
        ObjectStatus.Proposed or ObjectStatus.Approved or ObjectStatus.Scheduled or ObjectStatus.Paused => "warn",
        _ => "",
    };

    public static string Waits(string what) => what switch
    {
        "returned" => "returned to you",
        "decide" => "waits for your decision",
        _ => "approved: publish or schedule it",
    };

    public static string Missing(string what) => what == "photo" ? "a photo" : "a description of each photo in the default language";

    public static string Field(string key) => key.Split('.')[^1] switch
    {
        "defaultLanguage" => "First language",
        "title" => "What it is",
        "question" => "What you want to know",
        "category" => "Kind",
        "regions" => "Where it may come from",
        "isNeutral" or "showsNoPerson" or "showsNoAbuse" or "namesNoVictim" => "Each of the four points",
        "alternativeText" => "What it shows",
        "publishAt" => "When",
        "result" => "What came of it",
        "reason" => "Why",
        "text" => "What the public reads",
        "note" => "To the editor",
        var name => $"{char.ToUpperInvariant(name[0])}{name[1..]}",
    };

    /// <summary>The id of the field on the page in which this was typed.</summary>
    public static string Input(string key, string? language) => key.Split('.')[^1] switch
    {
        "reference" => "wanted",
        "defaultLanguage" => "language-0",
        "title" => "title-0",
        "question" => "question-0",
        "result" => "reason",
        "text" or "alternativeText" => $"text-{language}",
        "photo" => "file",
        var name => name,
    };

    /// <summary>Where the general sentence leaves open what would be right.</summary>
    public static string Wrong(string key, string general) => key.Split('.')[^1] switch
    {
        "publishAt" => "A time that is still to come, within a year, in UTC.",
        "regions" => "Two capitals for a country, such as PT; small letters and hyphens for a larger region, such as western-europe; at most 20.",
        "reference" => "As in OBJ-2026-0042, or empty.",
        _ => general,
    };

    /// <summary><c>ObjectPhotoAdded</c> as people say it.</summary>
    public static string Happened(string name) => name switch
    {
        "ObjectDrafted" => "drafted",
        "ObjectTextsChanged" => "texts changed",
        "ObjectPhotoAdded" => "photo added",
        "ObjectPhotoDescribed" => "photo described",
        "ObjectPhotoRemoved" => "photo taken out",
        _ => name["Object".Length..].ToLowerInvariant(),
    };

    public static string Code(string code) => code.Replace('-', ' ');

    public static string Like(LikePhoto like) => like switch
    {
        { Reference: null } => "an object that you may not see",
        _ => like.Reference,
    };
}
