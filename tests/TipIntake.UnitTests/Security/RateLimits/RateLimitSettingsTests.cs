using TipIntake.Platform;
using TipIntake.Security.RateLimits;

namespace TipIntake.UnitTests.Security.RateLimits;

public sealed class RateLimitSettingsTests
{
    [Fact]
    public void Whoever_starts_the_service_reads_every_limit_in_force()
    {
        var settings = Gate.Settings(
            ("IpRateLimiting:EnableEndpointRateLimiting", "true"),
            ("IpRateLimiting:EndpointWhitelist:0", "*:/health/*"),
            ("IpRateLimiting:IpWhitelist:0", "127.0.0.1"),
            ("IpRateLimiting:GeneralRules:0:Endpoint", "*"),
            ("IpRateLimiting:GeneralRules:0:Period", "1m"),
            ("IpRateLimiting:GeneralRules:0:Limit", "60"),
            ("IpRateLimiting:GeneralRules:1:Endpoint", "get:/feed/*"),
            ("IpRateLimiting:GeneralRules:1:Period", "1h"),
            ("IpRateLimiting:GeneralRules:1:Limit", "7"),
            ("IpRateLimiting:GeneralRules:1:MonitorMode", "true"),
            ("TipLanes:RefuseAfter", "4"),
            ("TipLanes:Object:Period", "2m"),
            ("TipLanes:Object:Limit", "12"));

        var lines = string.Join('\n', RateLimitsInForce.Describe(settings));

        Assert.StartsWith("*: 60 in 1m\nget:/feed/*: 7 in 1h, only watched\nnone for *:/health/*\nnone for some addresses: IpWhitelist has 1\n", lines, StringComparison.Ordinal);
        Assert.Contains("beyond about 12 in 2m for an object", lines, StringComparison.Ordinal);
        Assert.EndsWith("refused at 4 times a network's limit", lines, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_is_not_in_force_is_not_announced()
    {
        var settings = Gate.Settings(
            ("IpRateLimiting:EnableEndpointRateLimiting", "false"),
            ("IpRateLimiting:GeneralRules:0:Endpoint", "*"),
            ("IpRateLimiting:GeneralRules:0:Period", "1m"),
            ("IpRateLimiting:GeneralRules:0:Limit", "60"),
            ("IpRateLimiting:GeneralRules:1:Endpoint", "get:/feed/*"),
            ("IpRateLimiting:GeneralRules:1:Period", "1h"),
            ("IpRateLimiting:GeneralRules:1:Limit", "7"));

        var lines = string.Join('\n', RateLimitsInForce.Describe(settings));

        Assert.StartsWith("*: 60 in 1m\n", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("feed", lines, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_written_for_the_library_is_understood()
    {
        var settings = Gate.Settings(
            ("IpRateLimiting:EnableEndpointRateLimiting", "true"),
            ("IpRateLimiting:StackBlockedRequests", "False"),
            ("IpRateLimiting:HttpStatusCode", "503"),
            ("IpRateLimiting:RateLimitCounterPrefix", "crlc"),
            ("IpRateLimiting:RealIpHeader", ""),
            ("IpRateLimiting:EnableRegexRuleMatching", "false"),
            ("IpRateLimiting:IpWhitelist:0", "127.0.0.1"),
            ("IpRateLimiting:IpWhitelist:1", "::1/10"),
            ("IpRateLimiting:EndpointWhitelist:0", "get:/api/license"),
            ("IpRateLimiting:QuotaExceededResponse:Content", "{{ \"wait\": {2} }}"),
            ("IpRateLimiting:QuotaExceededResponse:ContentType", "application/json"),
            ("IpRateLimiting:GeneralRules:0:Endpoint", "*"),
            ("IpRateLimiting:GeneralRules:0:Period", "12h"),
            ("IpRateLimiting:GeneralRules:0:Limit", "100"),
            ("IpRateLimiting:GeneralRules:1:Endpoint", "post:/x"),
            ("IpRateLimiting:GeneralRules:1:PeriodTimespan", "00:00:30"),
            ("IpRateLimiting:GeneralRules:1:Limit", "0"),
            ("IpRateLimiting:GeneralRules:1:MonitorMode", "true"),
            ("IpRateLimitPolicies:IpRules:0:Ip", "192.168.3.22/25"),
            ("IpRateLimitPolicies:IpRules:0:Rules:0:Endpoint", "*"),
            ("IpRateLimitPolicies:IpRules:0:Rules:0:Period", "1s"),
            ("IpRateLimitPolicies:IpRules:0:Rules:0:Limit", "5"));

        Assert.Equal(503, settings.HttpStatusCode);
        Assert.Equal(2, settings.IpWhitelist.Count);
        Assert.Equal(12 * 3600, settings.GeneralRules[0].Period.Seconds);
        Assert.Equal(30, settings.GeneralRules[1].Period.Seconds);
        Assert.True(settings.GeneralRules[1].MonitorMode);
        Assert.Equal(5, settings.IpPolicies[0].Rules[0].Limit);
        Assert.Equal("application/json", settings.QuotaExceededResponse!.ContentType);
    }

    [Theory]
    [InlineData("IpRateLimiting:GeneralRule:0:Limit", "5", "IpRateLimiting:GeneralRule ")]
    [InlineData("IpRateLimiting:GeneralRules:0:Limits", "5", "IpRateLimiting:GeneralRules:0:Limits")]
    [InlineData("IpRateLimiting:GeneralRules:0:Limit", "many", "IpRateLimiting:GeneralRules:0:Limit")]
    [InlineData("IpRateLimiting:GeneralRules:0:Limit", "-1", "IpRateLimiting:GeneralRules:0:Limit")]
    [InlineData("IpRateLimiting:GeneralRules:0:Period", "10", "IpRateLimiting:GeneralRules:0:Period")]
    [InlineData("IpRateLimiting:GeneralRules:0:Period", "7d", "IpRateLimiting:GeneralRules:0:Period")]
    [InlineData("IpRateLimiting:GeneralRules:0:Period", "-1m", "IpRateLimiting:GeneralRules:0:Period")]
    [InlineData("IpRateLimiting:GeneralRules:0:PeriodTimespan", "00:01:00", "IpRateLimiting:GeneralRules:0:PeriodTimespan")]
    [InlineData("IpRateLimiting:GeneralRules:0:Endpoint", "/tips", "IpRateLimiting:GeneralRules:0:Endpoint")]
    [InlineData("IpRateLimiting:GeneralRules:0:MonitorMode", "perhaps", "IpRateLimiting:GeneralRules:0:MonitorMode")]
    [InlineData("IpRateLimiting:GeneralRules:0:QuotaExceededResponse:Body", "x", "IpRateLimiting:GeneralRules:0:QuotaExceededResponse:Body")]
    [InlineData("IpRateLimiting:GeneralRules:0:QuotaExceededResponse:Content", "{ \"a\": 1 }", "QuotaExceededResponse:Content")]
    [InlineData("IpRateLimiting:QuotaExceededMessage", "{3}", "IpRateLimiting:QuotaExceededMessage")]
    [InlineData("IpRateLimiting:HttpStatusCode", "200", "IpRateLimiting:HttpStatusCode")]
    [InlineData("IpRateLimiting:StackBlockedRequests", "yes", "IpRateLimiting:StackBlockedRequests")]
    [InlineData("IpRateLimiting:IpWhitelist:0", "here", "IpRateLimiting:IpWhitelist:0")]
    [InlineData("IpRateLimiting:IpWhitelist", "127.0.0.1", "IpRateLimiting:IpWhitelist")]
    [InlineData("IpRateLimiting:EndpointWhitelist:0", "health", "IpRateLimiting:EndpointWhitelist:0")]
    [InlineData("IpRateLimiting:RealIpHeader", "X-Real-IP", "Proxies:Known")]
    [InlineData("IpRateLimiting:ClientIdHeader", "X-ClientId", "IpRateLimiting:ClientIdHeader")]
    [InlineData("IpRateLimiting:ClientWhitelist:0", "dev-id-1", "IpWhitelist")]
    [InlineData("IpRateLimiting:EnableRegexRuleMatching", "true", "Write * in the path instead")]
    [InlineData("IpRateLimiting:RequestBlockedBehavior", "x", "tipintake.admissions")]
    [InlineData("IpRateLimiting:IpPolicyPrefix", "ippp", "IpRateLimiting:IpPolicyPrefix")]
    [InlineData("IpRateLimitPolicies:Rules:0:Ip", "1.2.3.4", "IpRateLimitPolicies:Rules")]
    [InlineData("IpRateLimitPolicies:IpRules:0:Ip", "1.2.3.4/40", "IpRateLimitPolicies:IpRules:0:Ip")]
    [InlineData("TipLanes:RefuseAfter", "0", "TipLanes:RefuseAfter")]
    [InlineData("TipLanes:FirstHandShare", "101", "TipLanes:FirstHandShare")]
    [InlineData("TipLanes:Object:Period", "soon", "TipLanes:Object:Period")]
    [InlineData("TipLanes:Objects:Limit", "5", "TipLanes:Objects")]
    [InlineData("IpRateLimiting", "on", "IpRateLimiting ")]
    public void A_setting_that_is_not_understood_stops_the_start_by_its_full_name(string key, string value, string named)
    {
        var settings = Gate.TipRule.Where(s => s.Key != key).Append((key, value)).ToArray();

        var refused = Assert.Throws<SettingException>(() => Gate.Settings(settings));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once()
    {
        var refused = Assert.Throws<SettingException>(() => Gate.Settings(
            ("IpRateLimiting:Surprise", "1"), ("IpRateLimiting:GeneralRules:0:Endpoint", "*"), ("TipLanes:RefuseAfter", "x")));

        Assert.Contains("IpRateLimiting:Surprise", refused.Message, StringComparison.Ordinal);
        Assert.Contains("IpRateLimiting:GeneralRules:0:Period", refused.Message, StringComparison.Ordinal);
        Assert.Contains("IpRateLimiting:GeneralRules:0:Limit", refused.Message, StringComparison.Ordinal);
        Assert.Contains("TipLanes:RefuseAfter", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lanes_have_defaults_that_let_a_school_class_through()
    {
        var lanes = Gate.Settings().Lanes;

        Assert.Equal(10, lanes.RefuseAfter);
        Assert.Equal(8, lanes.WiderNetwork);
        Assert.Equal(1000, lanes.Object.Limit);
        Assert.Equal(3000, lanes.Deployment.Limit);
    }
}
