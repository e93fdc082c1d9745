using System.Globalization;
using TipIntake.Platform;

namespace TipIntake.UnitTests.Platform;

public sealed class FieldRulesTests
{
    [Fact]
    public void There_are_249_assigned_countries_and_kosovo()
    {
        Assert.Equal(250, Country.Codes.Count);
        Assert.All(Country.Codes, c => Assert.Matches("^[A-Z]{2}$", c));
    }

    [Theory]
    [InlineData("PT")]
    [InlineData("XK")]
    [InlineData("SS")]
    [InlineData("BQ")]
    public void A_country_in_use_is_known(string code) => Assert.True(Country.IsKnown(code));

    [Theory]
    [InlineData("pt")]
    [InlineData("Pt")]
    [InlineData("UK")]
    [InlineData("EU")]
    [InlineData("AN")]
    [InlineData("SU")]
    [InlineData("ZZ")]
    [InlineData("PRT")]
    [InlineData("P")]
    [InlineData("")]
    [InlineData("PT ")]
    [InlineData("ＰＴ")]
    public void Anything_else_is_no_country(string code) => Assert.False(Country.IsKnown(code));

    [Fact]
    public void Every_region_of_the_system_that_has_two_letters_is_a_known_country()
    {
        var regions = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(c => new RegionInfo(c.Name).TwoLetterISORegionName)
            .Where(r => r.Length == 2 && r.All(char.IsAsciiLetterUpper) && r is not ("EU" or "ZZ" or "IC" or "EA" or "AC" or "CP" or "DG" or "TA" or "CQ"))
            .Distinct(StringComparer.Ordinal)
            .ToArray();

        Assert.InRange(regions.Length, 200, 250);
        Assert.All(regions, r => Assert.True(Country.IsKnown(r), r));
    }

    [Theory]
    [InlineData("pt")]
    [InlineData("pt-BR")]
    [InlineData("PT-br")]
    [InlineData("es-419")]
    [InlineData("zh-Hant-TW")]
    [InlineData("zh-cmn-Hans-CN")]
    [InlineData("zh-min-nan")]
    [InlineData("sr-Latn-RS")]
    [InlineData("sl-rozaj-biske-1994")]
    [InlineData("de-CH-1901")]
    [InlineData("en-a-bbb-x-a-ccc")]
    [InlineData("de-DE-u-co-phonebk")]
    [InlineData("ar-a-aaa-b-bbb-a-ccc")]
    [InlineData("x-whatever")]
    [InlineData("de-x-goethe")]
    [InlineData("i-klingon")]
    [InlineData("I-DEFAULT")]
    [InlineData("sgn-BE-FR")]
    [InlineData("en-GB-oed")]
    [InlineData("art-lojban")]
    [InlineData("abcd")]
    [InlineData("abcdefgh")]
    [InlineData("qaa-Qaaa-QM-x-southern")]
    public void A_well_formed_tag_is_a_language(string tag) => Assert.True(LanguageTag.IsWellFormed(tag));

    [Theory]
    [InlineData("")]
    [InlineData("p")]
    [InlineData("x")]
    [InlineData("x-")]
    [InlineData("i-nonsense")]
    [InlineData("pt_BR")]
    [InlineData("pt-")]
    [InlineData("-pt")]
    [InlineData("pt--BR")]
    [InlineData("pt BR")]
    [InlineData("português")]
    [InlineData("pt-BR-PT")]
    [InlineData("pt-Latn-Latn")]
    [InlineData("pt-12")]
    [InlineData("a-DE")]
    [InlineData("de-419-DE")]
    [InlineData("ab-abc-abc-abc-abc")]
    [InlineData("abcd-abc")]
    [InlineData("en-u")]
    [InlineData("en-u-x-a")]
    [InlineData("en-a-b")]
    [InlineData("en-x")]
    [InlineData("abcdefghi")]
    [InlineData("en-toolongpart")]
    [InlineData("12")]
    [InlineData("日本")]
    [InlineData("pt\0")]
    [InlineData("aa-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd")]
    public void Anything_else_is_no_language(string tag) => Assert.False(LanguageTag.IsWellFormed(tag));

    [Theory]
    [InlineData("http://example.org")]
    [InlineData("https://example.org/a/b?c=d&e=f#g")]
    [InlineData("HTTPS://EXAMPLE.ORG/")]
    [InlineData("http://example.org:8080/")]
    [InlineData("http://192.0.2.1/x")]
    [InlineData("http://[2001:db8::1]/x")]
    [InlineData("https://münchen.example/straße?q=größe")]
    [InlineData("https://例え.テスト/鞄")]
    [InlineData("https://xn--r8jz45g.example/")]
    [InlineData("https://example.org/@name")]
    [InlineData("https://example.org/?mail=a@b.example")]
    [InlineData("https://example.org/😀")]
    [InlineData("https://example.org/%00%0d%0a")]
    [InlineData("https://example.org/<script>")]
    public void A_whole_web_address_is_a_link(string link) => Assert.True(Link.IsAcceptable(link));

    [Theory]
    [InlineData("example.org")]
    [InlineData("www.shop.example/x")]
    [InlineData("shop.example/x?y=z#a:b")]
    [InlineData("SHOP.Example")]
    [InlineData("shop.example?id=javascript:1")]
    [InlineData("münchen.example/straße")]
    [InlineData("例え.テスト/鞄")]
    [InlineData("shop.xn--r8jz45g/")]
    [InlineData("shop.example/@name")]
    public void So_is_one_that_was_written_without_its_beginning(string link) => Assert.True(Link.IsAcceptable(link));

    [Theory]
    [InlineData("")]
    [InlineData("example")]
    [InlineData("bag")]
    [InlineData("e.g.")]
    [InlineData(".example")]
    [InlineData("shop..example/x")]
    [InlineData("1.50")]
    [InlineData("192.0.2.1/x")]
    [InlineData("shop.example:8080/x")]
    [InlineData("com.shop.app:1/x")]
    [InlineData("me@shop.example")]
    [InlineData("www.shop.example, the second one")]
    [InlineData("shop_.example!/x")]
    [InlineData("//example.org")]
    [InlineData("/path")]
    [InlineData("http:")]
    [InlineData("http://")]
    [InlineData("http:///path")]
    [InlineData("http:example.org")]
    [InlineData("http:/example.org")]
    [InlineData("http:\\\\example.org")]
    [InlineData("http://example.org\\@other.example")]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/hosts")]
    [InlineData("javascript:alert(1)")]
    [InlineData("javascript:shop.example/x")]
    [InlineData("javascript:80/shop.example")]
    [InlineData("java.script:alert(1)")]
    [InlineData("data:shop.example")]
    [InlineData("file:shop.example/x")]
    [InlineData("vbscript:shop.example")]
    [InlineData("blob:shop.example/x")]
    [InlineData("tel:112.example")]
    [InlineData("javascript://example.org/%0aalert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("mailto:a@example.org")]
    [InlineData("intent://example.org/")]
    [InlineData("httpx://example.org/")]
    [InlineData("http://user@example.org/")]
    [InlineData("http://user:secret@example.org/")]
    [InlineData("http://@example.org/")]
    [InlineData("http://example.org:99999/")]
    [InlineData("http://example..org/")]
    [InlineData("http://exa mple.org/")]
    [InlineData(" http://example.org/")]
    [InlineData("http://example.org/ ")]
    [InlineData("http://example.org/a\tb")]
    [InlineData("http://example.org/a\nb")]
    [InlineData("http://example.org/a\0b")]
    [InlineData("http://example.org/a\u0085b")]
    [InlineData("http://example.org/\u202Egpj.exe")]
    [InlineData("http://exam\u200Bple.org/")]
    [InlineData("http://example.org/\u2067x")]
    [InlineData("http://example.org/\uFFFD")]
    [InlineData("http://[::1/")]
    [InlineData("see http://example.org/")]
    public void Anything_else_is_no_link(string link) => Assert.False(Link.IsAcceptable(link));

    [Fact]
    public void A_link_has_at_most_500_characters_and_no_half_ones()
    {
        Assert.True(Link.IsAcceptable("http://example.org/".PadRight(500, 'x')));
        Assert.False(Link.IsAcceptable("http://example.org/".PadRight(501, 'x')));
        Assert.False(Link.IsAcceptable("http://example.org/" + '\uD800'));
    }
}
