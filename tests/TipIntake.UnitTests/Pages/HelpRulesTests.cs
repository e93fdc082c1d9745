using Microsoft.Extensions.Configuration;
using TipIntake.Pages;
using TipIntake.Platform;

namespace TipIntake.UnitTests.Pages;

public sealed class HelpRulesTests
{
    [Theory]
    [InlineData("Operator:QuickExit", "http://www.example.org/")]
    [InlineData("Operator:QuickExit", "/somewhere")]
    [InlineData("Operator:QuickExit", "javascript:alert(1)")]
    [InlineData("Operator:QuickExit", "https://user@example.org/")]
    [InlineData("Operator:OnionAddress", "https://www.example.org")]
    [InlineData("Operator:OnionAddress", "http://abc.onion/path")]
    [InlineData("Operator:Help:0:Country", "Portugal")]
    [InlineData("Operator:Help:0:Link", "http://help.example")]
    [InlineData("Operator:Help:0:Phone", "call us")]
    [InlineData("Operator:Help:0:Name", " ")]
    public void A_setting_that_would_lead_people_astray_stops_the_start(string key, string value)
    {
        var fault = Assert.Throws<SettingException>(() => Read((key, value)));

        Assert.Contains(key.Split(':')[^1], fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_help_line_without_any_way_to_reach_it_stops_the_start() =>
        Assert.Throws<SettingException>(() => Read(("Operator:Help:0:Phone", "")));

    [Fact]
    public void What_is_right_is_taken()
    {
        var given = Read(("Operator:QuickExit", "https://weather.example/today"), ("Operator:OnionAddress", "http://abc.onion"), ("Operator:Help:0:Link", "https://help.example"));

        Assert.Equal("https://weather.example/today", given.QuickExit);
        Assert.Equal((HelpKind.ChildHelp, "+001122"), (Assert.Single(given.Help).Kind, given.Help[0].Dial));
    }

    private static Operator Read(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Operator:Help:0:Kind"] = "ChildHelp",
            ["Operator:Help:0:Name"] = "Somebody who listens",
            ["Operator:Help:0:Phone"] = "+00 (11) 22",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return OperatorReader.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }
}
