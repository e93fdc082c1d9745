using TipIntake.Catalogue;

namespace TipIntake.UnitTests.Catalogue;

public sealed class ImportRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly TracedPhoto Photo = new("a1", [new(320, 240)], "hash", "00", new() { ["en"] = "A bag" });

    [Fact]
    public void A_new_object_is_drafted_and_in_development_published()
    {
        var drafted = Decide(null, Entry(), publishes: false);
        var published = Decide(null, Entry(), publishes: true);

        Assert.Collection(drafted, e => Assert.IsType<ObjectDrafted>(e), e => Assert.IsType<ObjectPhotoAdded>(e));
        Assert.Equal(new ObjectPublished(Noon, ImportRules.Actor), published[^1]);
    }

    [Fact]
    public void The_same_entry_again_changes_nothing() => Assert.Empty(Decide(Published(), Entry(), publishes: true));

    [Fact]
    public void A_changed_text_is_one_event()
    {
        var entry = Entry() with { Title = new() { ["en"] = "A red bag" } };

        var changed = Assert.IsType<ObjectTextsChanged>(Assert.Single(Decide(Published(), entry, publishes: true)));

        Assert.Equal("A red bag", changed.Texts.Title["en"]);
    }

    [Fact]
    public void Photos_are_added_described_and_removed()
    {
        var described = Photo with { AlternativeText = new() { ["en"] = "A red bag" } };
        var other = Photo with { Id = "b2" };

        Assert.IsType<ObjectPhotoDescribed>(Assert.Single(Decide(Published(), Entry(), true, described)));
        Assert.Collection(
            Decide(Published(), Entry(), true, other),
            e => Assert.Equal(new ObjectPhotoRemoved("a1", ImportRules.Actor), e),
            e => Assert.IsType<ObjectPhotoAdded>(e));
    }

    [Fact]
    public void Closing_keeps_its_text_and_happens_once()
    {
        var entry = Entry() with { Closed = new ClosedEntry(new() { ["en"] = "Thank you." }) };

        var closed = Assert.IsType<ObjectClosed>(Assert.Single(Decide(Published(), entry, publishes: true)));

        Assert.Equal(Noon, closed.At);
        Assert.Empty(Decide(Published() with { Status = ObjectStatus.Closed, ClosingText = closed.ClosingText }, entry, publishes: true));
    }

    [Fact]
    public void Outside_development_nothing_that_is_public_changes_by_an_import()
    {
        var entry = Entry() with { Title = new() { ["en"] = "A red bag" } };

        var refused = ImportRules.Decide(Published(), entry, [Photo], publishes: false, Noon);
        var same = ImportRules.Decide(Published(), Entry(), [Photo], publishes: false, Noon);

        Assert.Equal(ImportRules.NotDraft, refused.Refusal?.Code);
        Assert.Empty(same.Value);
    }

    [Fact]
    public void A_withdrawn_object_stays_withdrawn()
    {
        var outcome = ImportRules.Decide(Published() with { Status = ObjectStatus.Withdrawn }, Entry(), [Photo], publishes: true, Noon);

        Assert.Equal(ImportRules.Withdrawn, outcome.Refusal?.Code);
    }

    private static ObjectEntry Entry() => new(
        "OBJ-2026-0001", "en", new() { ["en"] = "A bag" }, new() { ["en"] = "Where from?" }, "bag", ["PT"],
        [new PhotoEntry("bag.jpg", new() { ["en"] = "A bag" })], null);

    private static TracedObject Published() => new("OBJ-2026-0001", Entry().ToTexts())
    {
        Photos = [Photo],
        Status = ObjectStatus.Published,
        PublishedAt = Noon,
    };

    private static IReadOnlyList<object> Decide(TracedObject? current, ObjectEntry entry, bool publishes, params TracedPhoto[] photos) =>
        ImportRules.Decide(current, entry, photos.Length == 0 ? [Photo] : photos, publishes, Noon).Value;
}
