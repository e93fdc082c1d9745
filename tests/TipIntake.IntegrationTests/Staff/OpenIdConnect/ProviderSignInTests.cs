using System.Net;
using System.Text.Json;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;

namespace TipIntake.IntegrationTests.Staff.OpenIdConnect;

/// <summary>Who comes in through the force's own provider, and with which roles.</summary>
[Collection<OneProviderDoor>]
public sealed class ProviderSignInTests(ProviderDoor door)
{
    [Fact]
    public async Task Whoever_is_bound_comes_in_and_lands_on_the_page_they_asked_for()
    {
        var anna = await door.Bound("anna-7781", [StaffRole.Reviewer]);
        using var browser = new ForceBrowser(door.Service);

        using var back = await browser.SignIn(new ProviderLogin("anna-7781", Roles: "tips-read"), "/people?kind=1");

        Assert.Equal((HttpStatusCode.Redirect, "/people?kind=1"), (back.StatusCode, back.Headers.Location?.OriginalString));
        Assert.Equal(["reviewer"], await RolesOf(browser));
        Assert.Contains("signed-in provider", await door.Trail($"staff:{anna.Id}"));
        Assert.DoesNotContain(browser.Cookies.Keys, name => name.Contains("provider", StringComparison.Ordinal));
        Assert.Contains("data-acr=\"high\"", browser.ProviderPage, StringComparison.Ordinal);
        Assert.Contains("data-max-age=\"28800\"", browser.ProviderPage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_nobody_bound_is_refused_like_everybody_else_and_nowhere_named()
    {
        using var browser = new ForceBrowser(door.Service);

        using var back = await browser.SignIn(new ProviderLogin("stranger-4411", Roles: "tips-read tips-admin"));

        Assert.Equal(HttpStatusCode.Unauthorized, back.StatusCode);
        Assert.Contains("sign-in-refused", await back.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("sign-in-refused unknown", await door.Trail("provider"));
        Assert.DoesNotContain(door.Service.Log.All, line => line.Contains("stranger-4411", StringComparison.Ordinal));
        Assert.False(await IsIn(browser));
    }

    [Fact]
    public async Task The_same_subject_at_another_issuer_is_somebody_else()
    {
        await door.Bound("ben-1", [StaffRole.Reviewer], "https://login.other-force.example");

        await Refused(new ProviderLogin("ben-1", Roles: "tips-read"));
    }

    [Theory]
    [InlineData("low", "pwd hwk", "", "acr")]
    [InlineData("", "pwd hwk", "", "acr")]
    [InlineData("high", "pwd", "", "amr")]
    [InlineData("high", "", "", "amr")]
    [InlineData("high", "pwd hwk", "no-auth-time", "auth-time")]
    [InlineData("high", "pwd hwk", "future-auth-time", "auth-time")]
    public async Task Who_is_not_recognised_surely_enough_is_refused(string acr, string amr, string spoil, string reason)
    {
        var subject = $"carla-{reason}-{acr}-{amr}-{spoil}".Replace(' ', '-');
        var carla = await door.Bound(subject, [StaffRole.Reviewer]);

        await Refused(new ProviderLogin(subject, acr, amr, "tips-read", Spoil: spoil));

        Assert.Equal([$"sign-in-refused {reason}"], await door.Trail($"staff:{carla.Id}"));
    }

    [Fact]
    public async Task Who_proved_themselves_too_long_ago_is_refused()
    {
        var dora = await door.Bound("dora-1", [StaffRole.Reviewer]);

        await Refused(new ProviderLogin("dora-1", Roles: "tips-read", Age: (8 * 3_600) + 60));

        Assert.Equal(["sign-in-refused auth-time"], await door.Trail($"staff:{dora.Id}"));
    }

    [Fact]
    public async Task The_provider_takes_roles_away_and_gives_none()
    {
        await door.Bound("emil-1", [StaffRole.Reviewer, StaffRole.Editor]);
        using var browser = new ForceBrowser(door.Service);

        using var back = await browser.SignIn(new ProviderLogin("emil-1", Roles: "tips-all tips-admin something-else"));

        Assert.Equal(["editor"], await RolesOf(browser));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/api/v1/staff/people")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/api/v1/triage/objects/nothing/tips")).StatusCode);
    }

    [Fact]
    public async Task Whom_the_provider_leaves_no_role_is_refused_and_one_whose_last_role_goes_is_out()
    {
        var member = await door.Bound("fritz-1", [StaffRole.Reviewer]);
        await Refused(new ProviderLogin("fritz-1", Roles: "tips-edit"));
        await Refused(new ProviderLogin("fritz-1", Roles: ""));
        using var browser = new ForceBrowser(door.Service);
        using var back = await browser.SignIn(new ProviderLogin("fritz-1", Roles: "tips-read"));
        var before = await IsIn(browser);

        await door.Change(member with { Roles = [StaffRole.Editor] });

        Assert.True(before);
        Assert.False(await IsIn(browser));
        Assert.Equal(2, (await door.Trail($"staff:{member.Id}")).Count(line => line == "sign-in-refused NoRole"));
    }

    [Fact]
    public async Task Whoever_is_blocked_stays_out_whatever_the_provider_says()
    {
        var gerd = await door.Bound("gerd-1", [StaffRole.Reviewer]);
        await door.Change(gerd with { BlockedAt = DateTimeOffset.UtcNow });
        var hanna = await door.Bound("hanna-1", [StaffRole.Reviewer]);
        await door.Change(hanna with { VettedUntil = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1) });

        await Refused(new ProviderLogin("gerd-1", Roles: "tips-read"));
        await Refused(new ProviderLogin("hanna-1", Roles: "tips-read"));

        Assert.Equal(["sign-in-refused Blocked"], await door.Trail($"staff:{gerd.Id}"));
        Assert.Equal(["sign-in-refused VettingExpired"], await door.Trail($"staff:{hanna.Id}"));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task Nobody_is_led_anywhere_but_to_our_own_pages(string next)
    {
        var subject = $"ida-{next.Length}-{next.FirstOrDefault('0') + next.ElementAtOrDefault(1)}";
        await door.Bound(subject, [StaffRole.Reviewer]);
        using var browser = new ForceBrowser(door.Service);

        using var back = await browser.SignIn(new ProviderLogin(subject, Roles: "tips-read"), next);
        using var again = await browser.SignIn(new ProviderLogin(subject, Roles: "tips-read"), next);

        Assert.Equal("/", back.Headers.Location?.OriginalString);
        Assert.Equal("/", again.Headers.Location?.OriginalString);
    }

    private async Task Refused(ProviderLogin login)
    {
        using var browser = new ForceBrowser(door.Service);
        using var back = await browser.SignIn(login);
        var page = await back.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, back.StatusCode);
        Assert.Contains("You could not be signed in.", page, StringComparison.Ordinal);
        Assert.Contains("sign-in-refused", page, StringComparison.Ordinal);
        Assert.False(await IsIn(browser));
    }

    private static async Task<bool> IsIn(ForceBrowser browser)
    {
        using var me = await browser.Get("/api/v1/staff/me");
        return me.StatusCode == HttpStatusCode.OK;
    }

    private static async Task<string?[]> RolesOf(ForceBrowser browser)
    {
        using var me = await browser.Get("/api/v1/staff/me");
        var account = JsonDocument.Parse(await me.Content.ReadAsStringAsync());
        return [.. account.RootElement.GetProperty("roles").EnumerateArray().Select(role => role.GetString())];
    }
}
