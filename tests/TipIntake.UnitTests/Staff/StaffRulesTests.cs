using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.UnitTests.Staff;

public sealed class StaffRulesTests
{
    private static readonly Guid One = Guid.CreateVersion7();
    private static readonly Guid Other = Guid.CreateVersion7();
    private static readonly Guid Anna = Guid.CreateVersion7();
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Administrators_and_auditors_have_no_other_role()
    {
        var clashes = from one in StaffRoles.All
                      from other in StaffRoles.All
                      where one < other && StaffRoles.Clash([one, other]) is not null
                      select (one, other);

        Assert.Equal(
            from one in StaffRoles.All
            from other in StaffRoles.All
            where one < other && (other is StaffRole.Auditor or StaffRole.Administrator)
            select (one, other),
            clashes);
        Assert.All(StaffRoles.All, role => Assert.Null(StaffRoles.Clash([role])));
        Assert.Null(StaffRoles.Clash([StaffRole.Editor, StaffRole.Publisher, StaffRole.Reviewer]));
    }

    [Fact]
    public void Neither_who_proposed_it_nor_whom_it_is_about_approves()
    {
        var proposal = Proposal(ProposalKind.Change);

        Assert.Equal(Refusals.SecondPersonNeeded, StaffRules.RefuseDecision(proposal, One, approve: true));
        Assert.Equal(Refusals.SecondPersonNeeded, StaffRules.RefuseDecision(proposal, Anna, approve: true));
        Assert.Null(StaffRules.RefuseDecision(proposal, Other, approve: true));
        Assert.Null(StaffRules.RefuseDecision(proposal, One, approve: false));
    }

    [Fact]
    public void What_was_decided_is_not_decided_again()
    {
        var decided = Proposal(ProposalKind.Change) with { State = ProposalState.Declined };

        Assert.Equal(Refusals.ProposalDecided, StaffRules.RefuseDecision(decided, Other, approve: true));
        Assert.Equal(Refusals.ProposalDecided, StaffRules.RefuseDecision(decided, Other, approve: false));
    }

    [Fact]
    public void Recovering_takes_all_passkeys_and_changing_none()
    {
        var member = Member() with { Passkeys = [new StaffPasskey { Id = "a", PublicKey = [1] }], BlockedAt = Now };

        Assert.Empty(StaffRules.After(Proposal(ProposalKind.Recover), member).Passkeys);
        Assert.Equal(Now, StaffRules.After(Proposal(ProposalKind.Recover), member).BlockedAt);
        Assert.Single(StaffRules.After(Proposal(ProposalKind.Change), member).Passkeys);
        Assert.Null(StaffRules.After(Proposal(ProposalKind.Change), member).BlockedAt);
    }

    [Fact]
    public void Nobody_comes_in_who_is_blocked_locked_without_a_role_or_past_their_vetting()
    {
        Assert.Null(Member().Obstacle(Now));
        Assert.Equal(SignInObstacle.Blocked, (Member() with { BlockedAt = Now }).Obstacle(Now));
        Assert.Equal(SignInObstacle.Locked, (Member() with { LockedUntil = Now.AddSeconds(1) }).Obstacle(Now));
        Assert.Null((Member() with { LockedUntil = Now }).Obstacle(Now));
        Assert.Equal(SignInObstacle.NoRole, (Member() with { Roles = [] }).Obstacle(Now));
        Assert.Null((Member() with { VettedUntil = new DateOnly(2026, 11, 22) }).Obstacle(Now));
        Assert.Equal(SignInObstacle.VettingExpired, (Member() with { VettedUntil = new DateOnly(2026, 11, 21) }).Obstacle(Now));
    }

    [Fact]
    public void An_access_rule_lets_in_by_role_by_token_and_by_how_long_ago_the_passkey_was_shown()
    {
        var person = new Person(Anna, [StaffRole.Editor], Scope.All, Now.AddMinutes(-5));
        var rule = new AccessRule { Roles = [StaffRole.Editor] };

        Assert.Equal(Refusals.NotSignedIn, rule.Refuse(null, Now));
        Assert.Null(rule.Refuse(person, Now));
        Assert.Equal(Refusals.NotAllowed, rule.Refuse(person with { Roles = [StaffRole.Reviewer] }, Now));
        Assert.Equal(Refusals.NotAllowed, rule.Refuse(person with { Token = "t" }, Now));
        Assert.Null((rule with { Tokens = true }).Refuse(person with { Token = "t" }, Now));
        Assert.Null((rule with { VerifiedAgain = true }).Refuse(person, Now));
        Assert.Equal(Refusals.VerifyAgain, (rule with { VerifiedAgain = true }).Refuse(person, Now.AddMinutes(6)));
        Assert.Null(new AccessRule { Strangers = true }.Refuse(null, Now));
    }

    [Theory]
    [InlineData("/people", "/people")]
    [InlineData("/people?a=b", "/people?a=b")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData("/a\nb", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Where_to_go_on_is_an_address_of_ours(string? given, string expected) => Assert.Equal(expected, LocalAddress.Or(given, "/"));

    private static StaffMember Member() =>
        new() { Id = Anna, Name = "Anna", NameKey = "ANNA", Roles = [StaffRole.Editor], Scope = Scope.All, VettedBy = "the unit", VettedUntil = new DateOnly(2027, 1, 1) };

    private static StaffProposal Proposal(ProposalKind kind) => new()
    {
        Id = Guid.CreateVersion7(),
        Kind = kind,
        MemberId = Anna,
        Wanted = new Standing("Anna", [StaffRole.Editor], Scope.All, "the unit", new DateOnly(2027, 1, 1)),
        ProposedBy = One,
        ProposedAt = Now,
    };
}
