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
        "isNeutral" or "showsNoPerson" or "showsNoAbuse" or "namesNoVictim" => "Each of the four points",
        "alternativeText" => "Description",
        var name => $"{char.ToUpperInvariant(name[0])}{name[1..]}",
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
