using TipIntake.Pages;

namespace TipIntake.UnitTests.Pages;

public sealed class CanonicalAddressTests
{
    [Theory]
    [InlineData("/EN", "/en")]
    [InlineData("/eN/", "/en/")]
    [InlineData("/en/objects/Obj-2026-0007", "/en/objects/OBJ-2026-0007")]
    [InlineData("/DE/OBJECTS/obj-2026-0007/poster", "/de/OBJECTS/OBJ-2026-0007/poster")]
    [InlineData("/objects/obj-2026-0007/code.svg", "/objects/OBJ-2026-0007/code.svg")]
    public void What_was_typed_otherwise_has_one_address(string typed, string canonical) => Assert.Equal(canonical, CanonicalAddress.Of(typed, ["en", "de"]));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/E")]
    [InlineData("/en")]
    [InlineData("/FR")]
    [InlineData("/ENGLISH")]
    [InlineData("//EN/results")]
    [InlineData("//EVIL.example/en")]
    [InlineData("/en/objects/OBJ-2026-0007")]
    [InlineData("/en/objects/obj-2026-00077")]
    [InlineData("/en/objects/obj-2026-0007%00")]
    [InlineData("/objects/obj-2026-0007")]
    [InlineData("/obj-2026-0007")]
    [InlineData("/api/v1/objects/obj-2026-0007")]
    [InlineData("/photos/OBJ-2026-0007/obj-2026-0007")]
    public void Everything_else_stays_as_it_is(string? path) => Assert.Null(CanonicalAddress.Of(path, ["en", "de"]));
}
