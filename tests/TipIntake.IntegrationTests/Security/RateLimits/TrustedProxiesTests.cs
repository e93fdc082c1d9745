using System.Net;
using CsCheck;
using TipIntake.Platform;

namespace TipIntake.IntegrationTests.Security.RateLimits;

public sealed class TrustedProxiesTests
{
    private static readonly string[] Names = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "X-ClientId", "Forwarded"];

    [Fact]
    public async Task Without_a_named_proxy_nobody_can_pose_as_somebody_else()
    {
        await using var server = await LimitedServer.Start();
        for (var i = 0; i < 6; i++)
        {
            await server.SendTip(forwardedFor: $"198.51.100.{i}");
        }

        var seventh = await server.SendTip(forwardedFor: "198.51.100.77");

        Assert.Equal(HttpStatusCode.TooManyRequests, seventh.Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Get(forwardedFor: "198.51.100.77")).Status);
        Assert.Equal("127.0.0.1", (await server.Get(forwardedFor: "198.51.100.77")).Body);
    }

    [Fact]
    public async Task A_named_proxy_is_believed()
    {
        await using var server = await LimitedServer.Start(LimitedServer.ThisMachineIsTheProxy);

        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await server.SendTip(forwardedFor: $"198.51.100.{i}")).Status);
        }
    }

    [Theory]
    [InlineData("1", "203.0.113.1, 198.51.100.7", "198.51.100.7")]
    [InlineData("2", "203.0.113.1, 198.51.100.7", "198.51.100.7")]
    [InlineData("2", "203.0.113.1, 192.0.2.9", "203.0.113.1")]
    [InlineData("1", "203.0.113.1, 192.0.2.9", "192.0.2.9")]
    [InlineData("1", "::ffff:198.51.100.7", "::ffff:198.51.100.7")]
    [InlineData("1", "[2001:db8::7]:4711", "2001:db8::7")]
    public async Task Only_as_many_proxies_are_believed_as_were_named(string forwardLimit, string header, string seen)
    {
        await using var server = await LimitedServer.Start(
            ("Proxies:Known:0", "127.0.0.1"), ("Proxies:Known:1", "192.0.2.0/24"), ("Proxies:ForwardLimit", forwardLimit));

        Assert.Equal(seen, (await server.Get(forwardedFor: header)).Body);
    }

    [Fact]
    public async Task A_proxy_that_was_not_named_is_not_believed()
    {
        await using var server = await LimitedServer.Start(("Proxies:Known:0", "192.0.2.0/24"));

        Assert.Equal("127.0.0.1", (await server.Get(forwardedFor: "198.51.100.7")).Body);
    }

    [Fact]
    public async Task No_bytes_in_a_forwarding_header_break_the_service()
    {
        await using var server = await LimitedServer.Start(LimitedServer.ThisMachineIsTheProxy);

        await Gen.Select(Gen.Int[0, Names.Length - 1].Select(i => Names[i]), Gen.Byte.Array[0, 60])
            .SampleAsync(
                async (name, value) =>
                {
                    var status = await server.GetWithRawHeader(name, [.. value.Where(b => b is not ((byte)'\r' or (byte)'\n'))]);

                    Assert.Matches("^HTTP/1.1 (200|400)", status);
                },
                iter: 300);
    }

    [Theory]
    [InlineData("Proxies:Known:0", "proxy.internal", "Proxies:Known:0")]
    [InlineData("Proxies:Known:0", "10.0.0.0/64", "Proxies:Known:0")]
    [InlineData("Proxies:ForwardLimit", "0", "Proxies:ForwardLimit")]
    [InlineData("Proxies:Trusted:0", "10.0.0.1", "Proxies:Trusted")]
    [InlineData("FORWARDEDHEADERS_ENABLED", "true", "Proxies:Known")]
    public async Task Proxies_that_are_not_understood_stop_the_start(string key, string value, string named)
    {
        var refused = await Assert.ThrowsAsync<SettingException>(() => LimitedServer.Start((key, value)));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }
}
