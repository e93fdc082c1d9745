using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.UnitTests.Staff;

public sealed class RecoveryRulesTests
{
    [Fact]
    public void A_new_link_changes_neither_roles_nor_scope_nor_vetting_whatever_its_proposal_says()
    {
        var reviewer = new StaffMember { Id = Guid.CreateVersion7(), Name = "Ada", NameKey = "ADA", Roles = [StaffRole.Reviewer], VettedBy = "the unit", VettedUntil = new DateOnly(2027, 1, 31) };
        var wanted = new Standing("Bo", [StaffRole.Administrator], Scope.All, "nobody", new DateOnly(2031, 1, 31), new ProviderIdentity("https://login.example", "1"));
        var proposal = new StaffProposal { Id = Guid.CreateVersion7(), Kind = ProposalKind.Recover, MemberId = reviewer.Id, Wanted = wanted, ProposedBy = Guid.CreateVersion7(), ProposedAt = DateTimeOffset.UnixEpoch };

        var after = StaffRules.After(proposal, reviewer);

        Assert.Equal(reviewer with { Passkeys = after.Passkeys }, after);
        Assert.Empty(after.Passkeys);
    }
}
