using System.Net;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;

namespace TipIntake.IntegrationTests.Staff.OpenIdConnect;

/// <summary>What comes back must be what was asked for, from whom it was asked, for this browser, and only once.</summary>
[Collection<OneProviderDoor>]
public sealed class ProviderProtocolTests(ProviderDoor door)
{
    [Theory]
    [InlineData("signature")]
    [InlineData("unsigned")]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("expired")]
    [InlineData("nonce")]
    [InlineData("no-nonce")]
    public async Task A_token_with_a_fault_opens_nothing(string spoil)
    {
        var (good, bad) = ($"good-{spoil}", $"bad-{spoil}");
        await door.Bound(good, [StaffRole.Reviewer]);
        await door.Bound(bad, [StaffRole.Reviewer]);

        var whole = await SignIn(new ProviderLogin(good, Roles: "tips-read", Spoil: "resigned"));
        var spoilt = await SignIn(new ProviderLogin(bad, Roles: "tips-read", Spoil: spoil));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Unauthorized), (whole, spoilt));
    }

    [Fact]
    public async Task A_changed_state_is_refused()
    {
        await door.Bound("state-1", [StaffRole.Reviewer]);
        using var browser = new ForceBrowser(door.Service);
        var back = (await browser.WayBack(new ProviderLogin("state-1", Roles: "tips-read"))).OriginalString;
        var state = back.IndexOf("state=", StringComparison.Ordinal) + 40;

        using var changed = await browser.Get(new Uri(back[..state] + (back[state] == 'A' ? 'B' : 'A') + back[(state + 1)..]));
        using var missing = await browser.Get(new Uri(back[..back.IndexOf("state=", StringComparison.Ordinal)] + "x=1"));
        using var untouched = await browser.Get(new Uri(back));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Redirect), (changed.StatusCode, missing.StatusCode, untouched.StatusCode));
    }

    [Theory]
    [InlineData("tipintake-provider-nonce.")]
    [InlineData("tipintake-provider-trip.")]
    public async Task A_return_that_another_browser_began_is_refused(string cookie)
    {
        await door.Bound($"browser-{cookie}", [StaffRole.Reviewer]);
        using var browser = new ForceBrowser(door.Service);
        var back = await browser.WayBack(new ProviderLogin($"browser-{cookie}", Roles: "tips-read"));

        var removed = browser.Cookies.Keys.Where(name => name.StartsWith(cookie, StringComparison.Ordinal)).ToList();
        removed.ForEach(name => browser.Cookies.Remove(name));
        using var answer = await browser.Get(back);

        Assert.Single(removed);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_code_works_once()
    {
        await door.Bound("replay-1", [StaffRole.Reviewer]);
        using var browser = new ForceBrowser(door.Service);
        using var thief = new ForceBrowser(door.Service);
        var back = await browser.WayBack(new ProviderLogin("replay-1", Roles: "tips-read"));
        foreach (var (name, value) in browser.Cookies)
        {
            thief.Cookies[name] = value;
        }

        using var first = await browser.Get(back);
        using var second = await thief.Get(back);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Unauthorized), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task A_form_is_no_way_back()
    {
        await door.Bound("form-1", [StaffRole.Reviewer]);
        using var browser = new ForceBrowser(door.Service);
        var back = await browser.WayBack(new ProviderLogin("form-1", Roles: "tips-read"));
        var fields = back.Query.TrimStart('?').Split('&').Select(field => field.Split('=', 2)).Select(field => KeyValuePair.Create(field[0], Uri.UnescapeDataString(field[1])));

        using var answer = await browser.Send(HttpMethod.Post, new Uri(back.GetLeftPart(UriPartial.Path)), new FormUrlEncodedContent(fields));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_fault_that_somebody_made_up_is_refused_and_not_logged()
    {
        using var browser = new ForceBrowser(door.Service);
        var back = (await browser.WayBack(new ProviderLogin("fault-1"))).OriginalString;
        var state = back[back.IndexOf("state=", StringComparison.Ordinal)..].Split('&')[0];

        using var answer = await browser.Get($"/sign-in/provider/return?error=access_denied&error_description=Inspector-Clouseau&{state}", "text/html");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.DoesNotContain(door.Service.Log.All, line => line.Contains("Clouseau", StringComparison.Ordinal) && !line.Contains("Hosting.Diagnostics", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/signout-oidc")]
    [InlineData("/signout-callback-oidc")]
    [InlineData("/signin-oidc")]
    public async Task The_frameworks_own_addresses_do_not_exist(string path)
    {
        var subject = $"paths-{path[1..]}";
        await door.Bound(subject, [StaffRole.Reviewer]);
        using var browser = new ForceBrowser(door.Service);
        using var back = await browser.SignIn(new ProviderLogin(subject, Roles: "tips-read"));

        using var answer = await browser.Get(path);
        using var me = await browser.Get("/api/v1/staff/me");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (answer.StatusCode, me.StatusCode));
    }

    [Fact]
    public async Task The_public_door_knows_no_way_back()
    {
        using var answer = await door.Service.Visitor.GetAsync(new Uri("/sign-in/provider/return?code=x&state=y", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<HttpStatusCode> SignIn(ProviderLogin login)
    {
        using var browser = new ForceBrowser(door.Service);
        using var back = await browser.SignIn(login);
        return back.StatusCode;
    }
}
