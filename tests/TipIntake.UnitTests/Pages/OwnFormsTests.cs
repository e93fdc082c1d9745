using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using TipIntake.Pages;

namespace TipIntake.UnitTests.Pages;

public sealed class OwnFormsTests
{
    [Theory]
    [InlineData("same-origin", "", true)]
    [InlineData("same-origin", "null", true)]
    [InlineData("none", "", true)]
    [InlineData("cross-site", "https://tips.example", false)]
    [InlineData("same-site", "https://tips.example", false)]
    [InlineData("anything", "", false)]
    [InlineData("", "", true)]
    [InlineData("", "null", false)]
    [InlineData("", "https://tips.example", true)]
    [InlineData("", "https://TIPS.example:443", true)]
    [InlineData("", "https://tips.example:8443", false)]
    [InlineData("", "https://tips.example.evil.example", false)]
    [InlineData("", "https://evil.example/tips.example", false)]
    [InlineData("", "nonsense", false)]
    [InlineData("", "https://public.example", true)]
    [InlineData("", "https://PUBLIC.example:443", true)]
    [InlineData("", "http://public.example", false)]
    [InlineData("", "https://public.example:8443", false)]
    [InlineData("", "https://public.example.evil.example", false)]
    [InlineData("cross-site", "https://public.example", false)]
    public void A_form_counts_as_ours_by_what_the_browser_says(string site, string origin, bool ours)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString("tips.example");
        request.Headers["Sec-Fetch-Site"] = site;
        request.Headers.Origin = origin;

        Assert.Equal(ours, OwnForms.IsFromOurPages(request, At("https://public.example/")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    public void Without_a_public_address_only_the_name_that_was_asked_for_is_ours(string configured)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString("tips.example");
        request.Headers.Origin = "https://public.example";

        Assert.False(OwnForms.IsFromOurPages(request, At(configured)));
    }

    private static PublicAddress At(string configured) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Catalogue:PublicUrl", (string?)configured)]).Build(), null!);
}
