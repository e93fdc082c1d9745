using TipIntake.Catalogue;

namespace TipIntake.UnitTests.Catalogue.Workflow;

internal static class Sample
{
    public const string Anna = "staff:anna";
    public const string Boris = "staff:boris";
    public const string Clara = "staff:clara";

    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public static readonly Attestation Attested = new(IsNeutral: true, ShowsNoPerson: true, ShowsNoAbuse: true, NamesNoVictim: true);

    public static ObjectTexts Texts(string title = "A bag") => new("en", In(title), In("Where was it sold?"), "bag", ["PT"]);

    public static TracedPhoto Photo(string id = "a1") => new(id, [new PhotoSize(320, 240)], "hash", "00", In("A bag on a hook"));

    public static Dictionary<string, string> In(string english) => new(StringComparer.Ordinal) { ["en"] = english };

    /// <summary>Drafted by Anna, with a photo.</summary>
    public static TracedObject Draft() => Folded.After(null, new ObjectDrafted("OBJ-2026-0001", Texts(), Anna), new ObjectPhotoAdded(Photo(), Anna));

    public static TracedObject Proposed() => Draft().After(new ObjectProposed(Anna, Attested));

    public static TracedObject Approved() => Proposed().After(new ObjectApproved(Boris));

    public static TracedObject Published() => Approved().After(new ObjectPublished(Noon, Boris));
}
