using TipIntake.Catalogue;

namespace TipIntake.UnitTests.Catalogue;

public sealed class ObjectEntryTests
{
    private static readonly ObjectEntry Good = new(
        "OBJ-2026-0001", "en", new() { ["en"] = "A bag", ["ar"] = "حقيبة" }, new() { ["en"] = "Where from?" }, "bag", ["PT", "western-europe"],
        [new PhotoEntry("bag.jpg", new() { ["en"] = "A bag" })], null);

    [Fact]
    public void A_complete_entry_is_taken() => Assert.True(new ObjectEntryValidator().Validate(Good).IsValid);

    public static TheoryData<string, object> Faults => new()
    {
        { "Reference", Good with { Reference = "OBJ-26-1" } },
        { "DefaultLanguage", Good with { DefaultLanguage = null } },
        { "Category", Good with { Category = "spaceship" } },
        { "Regions", Good with { Regions = ["Portugal"] } },
        { "Title", Good with { Title = new() { ["de"] = "Eine Tasche" } } },
        { "Question", Good with { Question = new() { ["en"] = "" } } },
        { "Title", Good with { Title = new() { ["en"] = "A\0bag" } } },
        { "Title", Good with { Title = new() { ["en"] = new string('x', ObjectEntryValidator.LongestTitle + 1) } } },
        { "Photos", Good with { Photos = [] } },
        { "photos", Good with { Photos = [new PhotoEntry(null, new() { ["en"] = "x" })] } },
        { "photos: bag.jpg: alternativeText", Good with { Photos = [new PhotoEntry("bag.jpg", null)] } },
        { "closed: text", Good with { Closed = new ClosedEntry(null) } },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_fault_is_named_by_its_field(string field, object entry)
    {
        var result = new ObjectEntryValidator().Validate((ObjectEntry)entry);

        Assert.Contains(result.Errors, fault => fault.PropertyName == field);
    }
}
