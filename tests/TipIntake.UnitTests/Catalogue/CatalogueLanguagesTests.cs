using Microsoft.AspNetCore.Http;
using TipIntake.Catalogue;

namespace TipIntake.UnitTests.Catalogue;

public sealed class CatalogueLanguagesTests
{
    private readonly CatalogueLanguages languages = new(["en", "de", "pt-BR", "ar"]);

    [Theory]
    [InlineData(null, null, "en")]
    [InlineData(null, "de-AT, en;q=0.8", "de")]
    [InlineData(null, "fr, ar;q=0.5, de;q=0.9", "de")]
    [InlineData(null, "PT-br", "pt-BR")]
    [InlineData(null, "de;q=0", "en")]
    [InlineData(null, ";;;=,,", "en")]
    [InlineData("ar", "de", "ar")]
    [InlineData("xx", "de", "de")]
    public void The_address_comes_before_the_header_before_english(string? asked, string? accepted, string expected)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = asked is null ? default : QueryString.Create("lang", asked);
        request.Headers.AcceptLanguage = accepted;

        Assert.Equal(expected, languages.For(request));
        Assert.Equal(expected, languages.For(request));
    }
}
