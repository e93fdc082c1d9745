using System.Net;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Pages.Discovery;

/// <summary>Addresses as people type them from a poster.</summary>
public sealed class AddressTests(TipIntakeApp app)
{
    [Theory]
    [InlineData("/en/objects/{0}", "/en/objects/{1}")]
    [InlineData("/EN/objects/{1}", "/en/objects/{1}")]
    [InlineData("/De/objects/{0}?c=radio&x=%C3%A9", "/de/objects/{1}?c=radio&x=%C3%A9")]
    [InlineData("/en/objects/{0}/poster", "/en/objects/{1}/poster")]
    [InlineData("/en/objects/{0}/card", "/en/objects/{1}/card")]
    [InlineData("/objects/{0}/code.svg", "/objects/{1}/code.svg")]
    [InlineData("/EN", "/en")]
    [InlineData("/Ar/results?a=b", "/ar/results?a=b")]
    [InlineData("/DE/receipt", "/de/receipt")]
    public async Task Small_and_capital_letters_lead_to_the_one_address(string typed, string leadsTo)
    {
        var reference = await app.HasOpenObject();
        var (from, to) = (At(typed, reference), At(leadsTo, reference));

        var page = await app.Visitor.Open(from);
        var head = await app.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, from));

        Assert.Equal((HttpStatusCode.PermanentRedirect, to), (page.Status, page.Headers["Location"]));
        Assert.Equal(HttpStatusCode.PermanentRedirect, head.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Visitor.Open(to)).Status);
    }

    [Theory]
    [InlineData("/{1}", "")]
    [InlineData("/{0}", "")]
    [InlineData("/objects/{0}", "")]
    [InlineData("/{0}?c=never-made", "")]
    public async Task The_reference_alone_leads_to_its_page_in_the_reader_s_language(string typed, string query)
    {
        var reference = await app.HasOpenObject();

        using var page = await app.Visitor.Visit(At(typed, reference), "pt-BR");

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal($"/pt/objects/{reference}{query}", page.Headers.Location!.OriginalString);
        Assert.Contains("Accept-Language", page.Headers.Vary);
    }

    [Theory]
    [InlineData("/EN/objects/{0}")]
    [InlineData("/EN/receipt")]
    public async Task What_is_sent_is_never_led_elsewhere(string path)
    {
        var reference = await app.HasOpenObject();

        var answer = await app.Visitor.SendForm(At(path, reference), ("key", TipRequests.NewKey()), ("text", "A bag"));

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Empty(await app.StoredTips(reference));
    }

    [Theory]
    [InlineData("/OBJ-1999-0001")]
    [InlineData("/obj-2026-9999")]
    [InlineData("/obj-2026-99990")]
    [InlineData("/XX/results")]
    [InlineData("/api/v1/objects/{0}")]
    public async Task Nothing_else_is_led_anywhere(string path)
    {
        var reference = await app.HasOpenObject();

        Assert.Equal(HttpStatusCode.NotFound, (await app.Visitor.Open(At(path, reference))).Status);
    }

    [Theory]
    [InlineData("/{1}")]
    [InlineData("/{0}")]
    [InlineData("/EN/results")]
    public async Task Through_the_staff_door_they_lead_nowhere(string path)
    {
        var reference = await app.HasOpenObject();

        using var stranger = StaffBrowser.At(app.Service);
        using var colleague = await StaffBrowser.As("reviewer", app.Service);
        using var sentToSignIn = await stranger.Get(At(path, reference), "text/html");
        using var nothing = await colleague.Get(At(path, reference), "text/html");

        Assert.StartsWith("/sign-in?return=", sentToSignIn.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    private static string At(string pattern, string reference) => pattern
        .Replace("{0}", reference.ToLowerInvariant(), StringComparison.Ordinal)
        .Replace("{1}", reference, StringComparison.Ordinal);
}
