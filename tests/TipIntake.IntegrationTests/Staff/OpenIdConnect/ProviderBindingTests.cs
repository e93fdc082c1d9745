using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;

namespace TipIntake.IntegrationTests.Staff.OpenIdConnect;

/// <summary>Two administrators bind a person to a provider; without a provider there is nothing of it.</summary>
public sealed class ProviderBindingTests(TipIntakeApp app)
{
    [Fact]
    public async Task Two_administrators_bind_somebody_who_then_comes_in_with_every_role_they_approved()
    {
        await using var provider = await OpenIdProvider.Start();
        await using var service = await app.Another("providerbinding", provider.Settings());
        using var one = await StaffBrowser.As("administrator", service);
        using var other = await StaffBrowser.As("administrator-2", service);

        var (proposed, proposal) = await Propose(one, "Quentin", provider.Issuer, "q-77");
        using var early = new ForceBrowser(service);
        using var before = await early.SignIn(new ProviderLogin("q-77"));
        using var approved = await other.PostJson($"/api/v1/staff/people/proposals/{proposal}/decision", new { approve = true });
        using var browser = new ForceBrowser(service);
        using var back = await browser.SignIn(new ProviderLogin("q-77", Acr: "", Amr: ""));
        var (twice, _) = await Propose(one, "Quentin again", provider.Issuer, "q-77");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict), (proposed, twice));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Redirect), (before.StatusCode, back.StatusCode));
        // No link: it would be a second way in, past the provider.
        Assert.Equal("{}", await approved.Content.ReadAsStringAsync());
        Assert.Contains("\"roles\":[\"reviewer\",\"editor\"]", await (await browser.Get("/api/v1/staff/me")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_proposals_for_one_subject_let_one_person_in()
    {
        await using var service = await app.Another("providertwice", OpenIdProvider.SettingsFor("http://127.0.0.1:9"));
        using var one = await StaffBrowser.As("administrator", service);
        using var other = await StaffBrowser.As("administrator-2", service);
        var (_, first) = await Propose(one, "Rosa", "https://login.force.example", "r-1");
        var (_, second) = await Propose(one, "Rosa the other", "https://login.force.example", "r-1");

        using var approved = await other.PostJson($"/api/v1/staff/people/proposals/{first}/decision", new { approve = true });
        using var refused = await other.PostJson($"/api/v1/staff/people/proposals/{second}/decision", new { approve = true });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (approved.StatusCode, refused.StatusCode));
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_is_said_to_be_away()
    {
        await using var service = await app.Another("provideraway", OpenIdProvider.SettingsFor("http://127.0.0.1:9"));
        using var browser = new ForceBrowser(service);

        using var answer = await browser.Get("/sign-in/provider");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("provider-unavailable", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_provider_there_is_nothing_of_it()
    {
        using var browser = await StaffBrowser.As("reviewer", app.Service);

        using var begin = await browser.Get("/sign-in/provider");
        using var back = await browser.Get("/sign-in/provider/return?code=x&state=y");
        using var page = await browser.Get("/sign-in", "text/html");
        var schemes = await app.Service.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetAllSchemesAsync();

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (begin.StatusCode, back.StatusCode));
        Assert.DoesNotContain("/sign-in/provider", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(schemes, scheme => scheme.Name == StaffSchemes.Provider);
    }

    private static async Task<(HttpStatusCode Status, string Proposal)> Propose(StaffBrowser administrator, string name, string issuer, string subject)
    {
        using var answer = await administrator.PostJson("/api/v1/staff/people/proposals", new
        {
            kind = "invite",
            name,
            roles = new[] { "reviewer", "editor" },
            everything = true,
            vettedBy = "the unit",
            vettedUntil = DateOnly.FromDateTime(DateTime.UtcNow).AddYears(1),
            issuer,
            subject,
        });
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, body.RootElement.TryGetProperty("id", out var id) ? id.GetString()! : "");
    }
}
