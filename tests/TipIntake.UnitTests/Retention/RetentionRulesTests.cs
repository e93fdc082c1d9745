using Microsoft.Extensions.Configuration;
using TipIntake.Platform;
using TipIntake.Retention;
using TipIntake.Triage;

namespace TipIntake.UnitTests.Retention;

public sealed class RetentionRulesTests
{
    private static readonly DateOnly Settled = new(2026, 1, 10);

    [Fact]
    public void Nothing_is_due_where_nobody_has_said_how_long_it_is_kept()
    {
        var rules = Rules();

        Assert.False(rules.Erase);
        Assert.All(RetentionRules.All, rule => Assert.Null(rules.DueOn(new LeadAge(rule, Settled, Settled))));
    }

    [Fact]
    public void A_lead_is_due_when_its_days_are_over()
    {
        var rules = Rules(("Days:Rejected", "90"), ("Days:Useful", "keep"));

        Assert.Equal(Settled.AddDays(90), rules.DueOn(new LeadAge(RetentionRule.Rejected, Settled, Settled)));
        Assert.Null(rules.DueOn(new LeadAge(RetentionRule.Useful, Settled, Settled)));
    }

    [Fact]
    public void Whatever_comes_later_gives_it_grace()
    {
        var rules = Rules(("Days:Spam", "7"), ("GraceDays", "30"));

        Assert.Equal(Settled.AddDays(35), rules.DueOn(new LeadAge(RetentionRule.Spam, Settled, Settled.AddDays(5))));
    }

    [Theory]
    [InlineData("Days:Spam", "soon")]
    [InlineData("Days:Spam", "6")]
    [InlineData("Days:Spam", "36501")]
    [InlineData("GraceDays", "-1")]
    [InlineData("NoticeDays", "0")]
    public void A_setting_that_says_nothing_is_refused_by_name(string name, string value)
    {
        var refused = Assert.Throws<SettingException>(() => Rules((name, value)));

        Assert.StartsWith($"Retention:{name} ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, LeadStatus.Open, 1, false, "Undecided")]
    [InlineData(null, LeadStatus.Open, 0, false, "Deferred")]
    [InlineData(null, LeadStatus.Open, 0, true, "Useful")]
    [InlineData(Decision.Spam, LeadStatus.InReview, 1, false, "Undecided")]
    [InlineData(Decision.Spam, LeadStatus.Decided, 1, false, "Spam")]
    [InlineData(Decision.Abusive, LeadStatus.Decided, 0, false, "Spam")]
    [InlineData(Decision.RuledOut, LeadStatus.Decided, 0, false, "Rejected")]
    [InlineData(Decision.NotUseful, LeadStatus.Decided, 0, true, "Useful")]
    [InlineData(Decision.Plausible, LeadStatus.Decided, 0, false, "Plausible")]
    [InlineData(Decision.Safeguarding, LeadStatus.Decided, 0, true, "Safeguarding")]
    internal void A_rule_follows_from_what_became_of_a_lead(Decision? decision, LeadStatus status, int firstLane, bool cameToSomething, string rule) =>
        Assert.Equal(rule, RetentionOutcome.RuleOf(decision, status, firstLane, cameToSomething).ToString());

    private static RetentionRules Rules(params (string Name, string Value)[] settings) =>
        RetentionRules.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Retention:{setting.Name}", (string?)setting.Value))).Build());
}
