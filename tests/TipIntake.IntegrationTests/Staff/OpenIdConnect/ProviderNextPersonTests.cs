using System.Net;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.IntegrationTests.Staff.OpenIdConnect;

/// <summary>Somebody goes to the provider from a browser where somebody is signed in already.</summary>
[Collection<OneProviderDoor>]
public sealed class ProviderNextPersonTests(ProviderDoor door)
{
    private const string Session = "tipintake-staff";

    [Fact]
    public async Task A_colleague_comes_in_as_themselves_and_the_session_before_is_gone()
    {
        var (rita, sven) = (await door.Bound("rita-1", [StaffRole.Reviewer]), await door.Bound("sven-1", [StaffRole.Reviewer]));
        using var browser = new ForceBrowser(door.Service);
        using var first = await browser.SignIn(Login(rita));
        var before = browser.Cookies[Session];
        ForgetAtProvider(browser);

        using var back = await browser.SignIn(Login(sven));
        var now = await Me(browser);
        var after = browser.Cookies[Session];
        browser.Cookies[Session] = before;

        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Contains("data-prompt=\"login\"", browser.ProviderPage, StringComparison.Ordinal);
        Assert.Contains(sven.Id.ToString(), now, StringComparison.Ordinal);
        Assert.NotEqual(before, after);
        Assert.Contains("not-signed-in", await Me(browser), StringComparison.Ordinal);
        Assert.Equal(["signed-in provider", "signed-out -"], await door.Trail($"staff:{rita.Id}"));
    }

    [Fact]
    public async Task The_same_person_gets_another_session()
    {
        var tove = await door.Bound("tove-1", [StaffRole.Reviewer]);
        using var browser = new ForceBrowser(door.Service);
        using var first = await browser.SignIn(Login(tove) with { Age = 3_600 });
        using var before = await browser.Get("/account/token", "text/html");

        using var back = await browser.SignIn(Login(tove));
        using var after = await browser.Get("/account/token", "text/html");

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.OK), (before.StatusCode, after.StatusCode));
        Assert.Equal(["signed-in provider", "signed-out -", "signed-in provider"], await door.Trail($"staff:{tove.Id}"));
    }

    [Fact]
    public async Task Whoever_is_refused_ends_nobodys_session()
    {
        var uwe = await door.Bound("uwe-1", [StaffRole.Reviewer]);
        using var browser = new ForceBrowser(door.Service);
        using var first = await browser.SignIn(Login(uwe));
        ForgetAtProvider(browser);

        using var back = await browser.SignIn(new ProviderLogin("stranger-uwe", Roles: "tips-read"));

        Assert.Equal(HttpStatusCode.Unauthorized, back.StatusCode);
        Assert.Contains(uwe.Id.ToString(), await Me(browser), StringComparison.Ordinal);
    }

    // Else it asks first whether the person before wants to sign out there.
    private static void ForgetAtProvider(ForceBrowser browser) =>
        browser.Cookies.Keys.Where(name => name.StartsWith('_')).ToList().ForEach(name => browser.Cookies.Remove(name));

    private static ProviderLogin Login(StaffMember member) => new(member.Provider!.Subject, Roles: "tips-read");

    private static async Task<string> Me(ForceBrowser browser)
    {
        using var me = await browser.Get("/api/v1/staff/me");
        return await me.Content.ReadAsStringAsync();
    }
}
