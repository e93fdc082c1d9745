using Microsoft.Extensions.DependencyInjection;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Staff;

namespace TipIntake.BrowserTests.Staff;

/// <summary>People come in with passkeys, as a browser and a device of theirs would do it.</summary>
public sealed class PasskeyTests(TipIntakeApp app, RealBrowser browser)
{
    [Fact]
    public async Task Two_administrators_let_somebody_in_who_then_comes_and_goes_with_a_passkey()
    {
        await using var service = await app.Another("passkeys");
        var door = service.Staff.BaseAddress!;
        var (one, other, anna) = (await Colleague.At(browser, door), await Colleague.At(browser, door), await Colleague.At(browser, door));

        await one.Enrol(await FirstAdministrator(service, "One"));
        await other.Enrol(await FirstAdministrator(service, "Other"));
        await Propose(one, "Anna Schmidt", "editor");
        var link = await Approve(other);
        await anna.Enrol(link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..], "blue key");
        await anna.Press("Sign out");
        await anna.SignIn();

        Assert.Contains("Signed in as Anna Schmidt: editor", await anna.Text(), StringComparison.Ordinal);
        await anna.Open("/account");
        Assert.Contains("blue key", await anna.Text(), StringComparison.Ordinal);
        Assert.Equal((200, 403), (await anna.Get("/api/v1/staff/me"), await anna.Get("/api/v1/staff/people")));
    }

    [Fact]
    public async Task A_link_works_once_and_a_stolen_cookie_not_after_signing_out()
    {
        await using var service = await app.Another("stolen");
        var door = service.Staff.BaseAddress!;
        var (one, thief) = (await Colleague.At(browser, door), await Colleague.At(browser, door));
        var code = await FirstAdministrator(service, "One");
        await one.Enrol(code);

        var cookies = await one.Cookies();
        var before = await Ask(service, cookies);
        await one.Press("Sign out");
        var after = await Ask(service, cookies);
        await thief.Open($"/enrol#{code}");
        await thief.Press("Make a passkey");
        await thief.Page.GetByText("This link is not complete, was used already, or is too old.").WaitForAsync();

        Assert.Equal((200, 401), (before, after));
    }

    [Fact]
    public async Task Whoever_has_two_administrators_needs_both_from_then_on()
    {
        await using var service = await app.Another("closedterminal");
        var door = service.Staff.BaseAddress!;
        await (await Colleague.At(browser, door)).Enrol(await FirstAdministrator(service, "One"));
        await (await Colleague.At(browser, door)).Enrol(await FirstAdministrator(service, "Other"));

        await using var scope = service.Services.CreateAsyncScope();
        var third = await scope.ServiceProvider.GetRequiredService<InviteFirstAdministrator>().Run("Third", CancellationToken.None);

        Assert.Equal("second-person-needed", third.Refusal?.Code);
    }

    [Fact]
    public async Task A_passkey_shown_where_a_colleague_is_signed_in_ends_their_session()
    {
        await using var service = await app.Another("sharedbrowser");
        var one = await Colleague.At(browser, service.Staff.BaseAddress!);
        await one.Enrol(await FirstAdministrator(service, "One"));
        await one.ComeInAs("reviewer");
        var (before, cookies) = (await one.Text(), await one.Cookies());

        await one.SignIn();

        Assert.Contains("Signed in as Development Reviewer", before, StringComparison.Ordinal);
        Assert.Contains("Signed in as One", await one.Text(), StringComparison.Ordinal);
        Assert.Equal(401, await Ask(service, cookies));
    }

    private static async Task<string> FirstAdministrator(RunningService service, string name)
    {
        await using var scope = service.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<InviteFirstAdministrator>().Run(name, CancellationToken.None)).Value.Code;
    }

    private static async Task Propose(Colleague administrator, string name, string role)
    {
        await administrator.Open("/people");
        await administrator.Follow("Invite somebody");
        await administrator.Page.FillAsync("#name", name);
        await administrator.Page.CheckAsync($"input[value={role}]");
        await administrator.Page.CheckAsync("input[name=everything]");
        await administrator.Page.FillAsync("#vettedBy", "the unit");
        await administrator.Page.FillAsync("#vettedUntil", DateTime.UtcNow.AddYears(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await administrator.Press("Propose");
        await administrator.IsAt("/people");
    }

    private static async Task<string> Approve(Colleague administrator)
    {
        await administrator.Open("/people");
        await administrator.Follow("Decide");
        await administrator.Press("Approve");
        return await administrator.Page.InnerTextAsync(".once");
    }

    private static async Task<int> Ask(RunningService service, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/staff/me");
        request.Headers.Add("Cookie", cookies);
        using var answer = await service.Staff.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
