using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.BrowserTests.Staff;

/// <summary>A person comes in through the provider of their force, which is another site to their browser.</summary>
public sealed class ProviderTests(TipIntakeApp app, RealBrowser browser)
{
    [Fact]
    public async Task Somebody_comes_in_through_their_force_and_proves_themselves_again_before_what_matters()
    {
        await using var provider = await OpenIdProvider.Start();
        await using var service = await app.Another("browserprovider", provider.Settings(("RequiredAcr:0", "high")));
        await Bind(service, provider.Issuer, "thea-1");
        var thea = await Colleague.At(browser, service.Staff.BaseAddress!);

        await thea.Open("/sign-in?return=%2Faccount%2Ftoken");
        await thea.Follow("Sign in with the Force");
        await SignIn(thea, age: 3_600);
        await thea.IsAt("/sign-in/again?return=%2Faccount%2Ftoken");
        await thea.Follow("Sign in again");
        await SignIn(thea, age: 0);
        await thea.IsAt("/account/token");

        await thea.Open("/account");
        Assert.DoesNotContain("passkey", await thea.Text(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(200, await thea.Get("/api/v1/staff/me"));
        await thea.Press("Sign out");
        Assert.Equal(401, await thea.Get("/api/v1/staff/me"));
    }

    private static async Task SignIn(Colleague colleague, int age)
    {
        await colleague.Page.FillAsync("input[name=subject]", "thea-1");
        await colleague.Page.FillAsync("input[name=acr]", "high");
        await colleague.Page.FillAsync("input[name=age]", $"{age}");
        await colleague.Press("Sign in");
    }

    private static async Task Bind(RunningService service, string issuer, string subject)
    {
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Store(new StaffMember
        {
            Id = Guid.CreateVersion7(),
            Name = "Thea",
            NameKey = StaffMember.KeyOf("Thea"),
            Roles = [StaffRole.Reviewer],
            Scope = Scope.All,
            VettedBy = "the unit",
            VettedUntil = DateOnly.FromDateTime(DateTime.UtcNow).AddYears(1),
            Provider = new ProviderIdentity(issuer, subject),
        });
        await session.SaveChangesAsync();
    }
}
