using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>For the API's description: what staff send about one made-up object.</summary>
internal static class CatalogueDeskExamples
{
    public static readonly ParameterForm Status = new("status") { Words = [.. Enum.GetNames<ObjectStatus>().Select(name => name.ToLowerInvariant())] };

    public static readonly ActOnObjectResponse Done = new("OBJ-2026-0042", 7, ObjectStatus.Proposed);

    public static readonly DescribePhotoRequest Describe = new(InEnglish("A cream canvas bag on a brass hook."));

    public static readonly ProposeObjectRequest Propose = new(IsNeutral: true, ShowsNoPerson: true, ShowsNoAbuse: true, NamesNoVictim: true);

    public static readonly ReturnObjectRequest Return = new("photo-poor", "The print on the bag is out of focus.");

    public static readonly PublishObjectRequest Publish = new(new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero));

    public static readonly CloseObjectRequest Close = new("recognised", InEnglish("Somebody knew where this bag was sold. Thank you."));

    public static readonly WithdrawObjectRequest Withdraw = new("no-longer-needed");

    public static ExampleMetadata Draft => new(new DraftObjectRequest(null, Words), Done with { Version = 1, Status = ObjectStatus.Draft });

    public static ChangeObjectTextsRequest Texts => new(Words);

    private static SentTexts Words => new("en", InEnglish("Canvas bag with a fish and a setting sun"), InEnglish("Which market, shop or festival gave this bag away?"), "bag", ["PT"]);

    private static Dictionary<string, string> InEnglish(string text) => new(StringComparer.Ordinal) { ["en"] = text };
}
