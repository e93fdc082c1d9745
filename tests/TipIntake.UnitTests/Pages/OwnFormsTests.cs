using Microsoft.AspNetCore.Http;
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
    public void A_form_counts_as_ours_by_what_the_browser_says(string site, string origin, bool ours)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString("tips.example");
        request.Headers["Sec-Fetch-Site"] = site;
        request.Headers.Origin = origin;

        Assert.Equal(ours, OwnForms.IsFromOurPages(request));
    }
}
