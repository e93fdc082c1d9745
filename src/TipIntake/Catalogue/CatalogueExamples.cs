using System.Text;
using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>For the API's description: one made-up object, and the real answers about it.</summary>
internal static class CatalogueExamples
{
    private const string Photo = "2b51a2d370ebf82de4a6f52fcc5524d6";

    private static readonly DateTimeOffset At = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    private static readonly PublishedObject Shown = new(
        "OBJ-2026-0007",
        PublishedStatus.Open,
        new ObjectTexts("en", InEnglish("Canvas bag with a fish and a setting sun"), InEnglish("Which market, shop or festival gave this bag away?"), "bag", ["PT"]),
        [new PublishedPhoto(Photo, [new PhotoSize(320, 384), new PhotoSize(640, 768)], InEnglish("A cream canvas bag on a brass hook."))],
        PublishedAt: At,
        ChangedAt: At,
        ClosedAt: null,
        ClosingText: null);

    private static readonly FeedContent Content = new(new CatalogueSnapshot([Shown]), "https://tips.example", "Police", Texts.DefaultLanguage);

    public static readonly ParameterForm Reference = new("reference") { Pattern = $"^{ObjectReference.Form}$", Example = Shown.Reference };

    public static readonly object[] OfFilters =
    [
        new ParameterForm("status") { Words = ListObjectsValidator.Statuses },
        new ParameterForm("category") { Words = ObjectCategories.All },
        new ParameterForm("region") { Example = "PT" },
        new ParameterForm("cursor") { Pattern = "^[A-Za-z0-9_-]+$", Example = ObjectCursor.Of(Shown).ToString() },
        new ParameterForm("limit") { Number = (1, ObjectQuery.LargestLimit, ObjectQuery.UsualLimit) },
    ];

    public static readonly object[] OfPhotos =
    [
        new ParameterForm("id") { Pattern = "^[0-9a-f]{32}$", Example = Photo },
        new ParameterForm("format") { Words = PhotoFormats.Served },
    ];

    public static ExampleMetadata List => new(null, new ObjectListView([ObjectView.From(Shown, Texts.DefaultLanguage)], ObjectCursor.Of(Shown).ToString()));

    public static ExampleMetadata One => new(null, ObjectView.From(Shown, Texts.DefaultLanguage));

    public static ExampleMetadata Feed => new(null, JsonFeed.From(Content));

    public static ExampleMetadata Atom => new(null, Encoding.UTF8.GetString(AtomFeed.Write(Content)));

    private static Dictionary<string, string> InEnglish(string text) => new(StringComparer.Ordinal) { ["en"] = text };
}
