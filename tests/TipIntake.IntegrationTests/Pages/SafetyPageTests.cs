using System.Net;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Pages;

public sealed class SafetyPageTests(TipIntakeApp app)
{
    private static readonly (string, string)[] Operated =
    [
        ("Operator:QuickExit", "https://weather.example/"),
        ("Operator:OnionAddress", "http://abcdefghijklmnop.onion"),
        ("Operator:Help:0:Kind", "Emergency"), ("Operator:Help:0:Name", "Police"), ("Operator:Help:0:Country", "PT"), ("Operator:Help:0:Phone", "00 11-22"), ("Operator:Help:0:Remark", "day & night, or 0033"),
        ("Operator:Help:1:Kind", "OffenderPrevention"), ("Operator:Help:1:Name", "Somebody to talk to"), ("Operator:Help:1:Link", "https://help.example/here"),
    ];

    [Fact]
    public async Task Leaving_leads_away_and_leaves_nothing_behind()
    {
        await using var service = await app.Another("tipintake", Operated);

        var answer = await service.Visitor.Open("/ar/leave");

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal("https://weather.example/", answer.Headers["Location"]);
        Assert.Equal("\"cache\", \"storage\"", answer.Headers["Clear-Site-Data"].Replace(",  ", ", ", StringComparison.Ordinal));
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task Help_lists_the_operator_s_lines_by_need_and_country()
    {
        await using var service = await app.Another("tipintake", Operated);

        var page = await service.Visitor.Open("/de/help");

        Assert.Matches("""(?s)id="now".*Portugal.*Police.*href="tel:001122".*00 11-22.*day &amp; night, or 0033.*id="report".*id="thoughts".*href="https://help.example/here".*help\.example""", page.Body);
        Assert.Equal("http://abcdefghijklmnop.onion/de/help", page.Headers["Onion-Location"]);
    }

    [Fact]
    public async Task Help_lines_stand_in_the_order_of_the_settings()
    {
        await using var service = await app.Another(
            "tipintake",
            ("Operator:Help:0:Kind", "ChildHelp"), ("Operator:Help:0:Name", "Third of PT"), ("Operator:Help:0:Country", "PT"), ("Operator:Help:0:Phone", "1"),
            ("Operator:Help:1:Kind", "VictimSupport"), ("Operator:Help:1:Name", "Second of DE"), ("Operator:Help:1:Country", "DE"), ("Operator:Help:1:Phone", "2"),
            ("Operator:Help:2:Kind", "ChildHelp"), ("Operator:Help:2:Name", "First of all"), ("Operator:Help:2:Phone", "3"));

        var page = await service.Visitor.Open("/en/help");

        Assert.Matches("(?s)Third of PT.*Second of DE.*First of all", page.Body);
    }

    [Theory]
    [InlineData("/receipt")]
    [InlineData("/help")]
    [InlineData("/leave")]
    public async Task An_address_that_is_said_on_the_telephone_needs_no_language(string path)
    {
        using var answer = await app.Visitor.Visit(path, "uk");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/uk{path}", answer.Headers.Location!.OriginalString);
        Assert.Contains("Accept-Language", answer.Headers.Vary);
    }

    [Fact]
    public async Task Without_lines_help_names_kinds_and_invents_no_number()
    {
        var page = await app.Visitor.Open("/en/help");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(("no-store", "no-referrer"), (page.Headers["Cache-Control"], page.Headers["Referrer-Policy"]));
        Assert.Contains("Call your local emergency number.", page.Body, StringComparison.Ordinal);
        Assert.DoesNotMatch("<main.*[0-9]{3}.*</main>", page.Body);
        Assert.DoesNotContain("tel:", page.Body, StringComparison.Ordinal);
        Assert.False(page.Headers.ContainsKey("Onion-Location"));
    }
}
