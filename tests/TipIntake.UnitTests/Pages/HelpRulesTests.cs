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
    [InlineData("Operator:Help:0:Phone", "110 / 112")]
    [InlineData("Operator:Help:0:Phone", "110 - 112")]
    [InlineData("Operator:Help:0:Phone", "0800 1234567 (free)")]
    [InlineData("Operator:Help:0:Phone", "+00 (11) 22")]
    [InlineData("Operator:Help:0:Phone", "116 111, 24h")]
    [InlineData("Operator:Help:0:Phone", "٠٨٠٠")]
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
    public void An_emergency_line_without_a_number_stops_the_start()
    {
        var fault = Assert.Throws<SettingException>(() => Read(("Operator:Help:0:Kind", "Emergency"), ("Operator:Help:0:Phone", ""), ("Operator:Help:0:Link", "https://help.example")));

        Assert.Contains("Operator:Help:0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Phone", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("112", "112")]
    [InlineData("*31#", null)]
    [InlineData("#3131", "#3131")]
    [InlineData("+351 21 000 00.00", "+351210000000")]
    public void A_number_dials_what_it_shows(string phone, string? dialled)
    {
        if (dialled is null)
        {
            Assert.Throws<SettingException>(() => Read(("Operator:Help:0:Phone", phone)));
            return;
        }

        Assert.Equal(dialled, Assert.Single(Read(("Operator:Help:0:Phone", phone)).Help).Dial);
    }

    [Fact]
    public void What_is_right_is_taken()
    {
        var given = Read(("Operator:QuickExit", "https://weather.example/today"), ("Operator:OnionAddress", "http://abc.onion"), ("Operator:Help:0:Link", "https://help.example"));

        Assert.Equal("https://weather.example/today", given.QuickExit);
        Assert.Equal((HelpKind.ChildHelp, "+0011223"), (Assert.Single(given.Help).Kind, given.Help[0].Dial));
    }

    private static Operator Read(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Operator:Help:0:Kind"] = "ChildHelp",
            ["Operator:Help:0:Name"] = "Somebody who listens",
            ["Operator:Help:0:Phone"] = "+00 11-22.3",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return OperatorReader.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }
}
