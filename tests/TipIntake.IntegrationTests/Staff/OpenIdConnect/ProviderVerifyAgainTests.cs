using System.Net;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.IntegrationTests.Staff.OpenIdConnect;

/// <summary>What asks for the passkey again asks people of a provider to prove themselves there again.</summary>
[Collection<OneProviderDoor>]
public sealed class ProviderVerifyAgainTests(ProviderDoor door)
{
    private const string Again = "/sign-in/provider/again";
    private const string Matters = "/account/token";

    [Fact]
    public async Task Whoever_the_provider_knew_from_before_proves_themselves_first()
    {
        var jana = await door.Bound("jana-1", [StaffRole.Reviewer]);
        using var browser = await SignedIn(jana, age: 3_600);

        using var before = await browser.Get(Matters, "text/html");
        using var page = await browser.Get(before.Headers.Location!.OriginalString, "text/html");
        using var back = await browser.SignIn(Login(jana), Matters, Again);
        using var after = await browser.Get(Matters, "text/html");

        Assert.Equal("/sign-in/again?return=%2Faccount%2Ftoken", before.Headers.Location!.OriginalString);
        Assert.Contains("/sign-in/provider/again?return=%2Faccount%2Ftoken", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // This provider takes max_age=0 for another word for prompt=login, and shows only the latter.
        Assert.Contains("data-prompt=\"login\"", browser.ProviderPage, StringComparison.Ordinal);
        Assert.Equal((Matters, HttpStatusCode.OK), (back.Headers.Location?.OriginalString, after.StatusCode));
        Assert.Contains("verified-again provider", await door.Trail($"staff:{jana.Id}"));
    }

    [Theory]
    [InlineData(90, "", "auth-time")]
    [InlineData(0, "no-auth-time", "auth-time")]
    public async Task A_provider_that_did_not_ask_again_verifies_nobody(int age, string spoil, string reason)
    {
        var karl = await door.Bound($"karl-{age}{spoil}", [StaffRole.Reviewer]);
        using var browser = await SignedIn(karl, age: 3_600);

        using var back = await browser.SignIn(Login(karl) with { Age = age, Spoil = spoil }, Matters, Again);
        using var after = await browser.Get(Matters, "text/html");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Redirect), (back.StatusCode, after.StatusCode));
        Assert.Contains($"sign-in-refused {reason}", await door.Trail($"staff:{karl.Id}"));
    }

    [Fact]
    public async Task A_colleague_who_proves_themselves_verifies_nobody_else()
    {
        var (lena, mona) = (await door.Bound("lena-1", [StaffRole.Reviewer]), await door.Bound("mona-1", [StaffRole.Reviewer]));
        using var browser = await SignedIn(lena, age: 3_600);
        // Else the provider asks first whether Lena wants to sign out there.
        browser.Cookies.Keys.Where(name => name.StartsWith('_')).ToList().ForEach(name => browser.Cookies.Remove(name));

        using var back = await browser.SignIn(Login(mona), Matters, Again);
        using var after = await browser.Get(Matters, "text/html");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Redirect), (back.StatusCode, after.StatusCode));
        Assert.Contains("sign-in-refused another-session", await door.Trail($"staff:{mona.Id}"));
    }

    [Fact]
    public async Task A_role_that_the_provider_took_meanwhile_is_gone_with_the_next_proof()
    {
        var nils = await door.Bound("nils-1", [StaffRole.Reviewer, StaffRole.Editor]);
        using var browser = await SignedIn(nils, age: 0, "tips-read tips-edit");

        using var back = await browser.SignIn(Login(nils, "tips-edit"), Matters, Again);
        using var reading = await browser.Get("/api/v1/triage/objects/nothing/tips");

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Forbidden), (back.StatusCode, reading.StatusCode));
    }

    [Fact]
    public async Task Somebody_elses_return_changes_nothing_for_who_is_signed_in()
    {
        var (otto, paul) = (await door.Bound("otto-1", [StaffRole.Reviewer]), await door.Bound("paul-1", [StaffRole.Reviewer]));
        using var browser = new ForceBrowser(door.Service);
        var otherTab = await browser.WayBack(Login(paul));
        using var ownProvider = new ForceBrowser(door.Service);
        using var own = await ownProvider.SignIn(Login(otto));
        foreach (var (name, value) in ownProvider.Cookies)
        {
            browser.Cookies[name] = value;
        }

        using var back = await browser.Get(otherTab);
        using var me = await browser.Get("/api/v1/staff/me");

        Assert.Equal(HttpStatusCode.Unauthorized, back.StatusCode);
        Assert.Contains(otto.Id.ToString(), await me.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static ProviderLogin Login(StaffMember member, string roles = "tips-read") => new(member.Provider!.Subject, Roles: roles);

    private async Task<ForceBrowser> SignedIn(StaffMember member, int age, string roles = "tips-read")
    {
        var browser = new ForceBrowser(door.Service);
        using var back = await browser.SignIn(Login(member, roles) with { Age = age });
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        return browser;
    }
}
