using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.UnitTests.Staff;

/// <summary>What holds for people of a provider, without one.</summary>
public sealed class ProviderRulesTests
{
    private static readonly ProviderIdentity Known = new("https://login.force.example", "s-1");

    [Fact]
    public void Who_comes_in_through_a_provider_has_no_passkey_left()
    {
        var before = new StaffMember { Id = Guid.CreateVersion7(), Name = "Anna", NameKey = "ANNA", Passkeys = [new StaffPasskey { Id = "k", PublicKey = [] }] };

        var bound = StaffRules.After(Proposal(before, Known), before);
        var unbound = StaffRules.After(Proposal(before, null), before);

        Assert.Equal((0, 1), (bound.Passkeys.Length, unbound.Passkeys.Length));
    }

    [Fact]
    public void A_session_has_the_approved_roles_that_the_provider_leaves()
    {
        var member = new StaffMember { Id = Guid.CreateVersion7(), Name = "Anna", NameKey = "ANNA", Roles = [StaffRole.Reviewer, StaffRole.Editor] };

        Assert.Equal([StaffRole.Editor], Session([StaffRole.Editor, StaffRole.Administrator]).RolesOf(member));
        Assert.Equal(member.Roles, Session(null).RolesOf(member));
        Assert.Empty(Session([]).RolesOf(member));
    }

    [Theory]
    [InlineData("https://login.force.example/token")]
    [InlineData("http://login.force.example:443/token")]
    [InlineData("https://login.force.example:8443/token")]
    [InlineData("https://elsewhere.example/token")]
    [InlineData("https://login.force.example.elsewhere.example/token")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    public async Task The_way_out_leads_to_the_provider_alone(string address)
    {
        // Nobody listens there: what is let through fails to connect, which is another error.
        using var way = new HttpMessageInvoker(new OnlyProvider(new Uri("https://login.force.example:1/realms/staff")));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => way.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal("The provider named an address on another host.", fault.Message);
    }

    private static StaffSession Session(StaffRole[]? left) => new() { Id = "s", MemberId = Guid.Empty, SignedInAt = default, SeenAt = default, VerifiedAt = default, ProviderRoles = left };

    private static StaffProposal Proposal(StaffMember member, ProviderIdentity? provider) => new()
    {
        Id = Guid.CreateVersion7(),
        Kind = ProposalKind.Change,
        MemberId = member.Id,
        Wanted = new Standing("Anna", [StaffRole.Reviewer], Scope.All, "the unit", default, provider),
        ProposedBy = Guid.CreateVersion7(),
        ProposedAt = default,
    };
}
