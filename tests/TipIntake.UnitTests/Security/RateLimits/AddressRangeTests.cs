using System.Net;
using CsCheck;
using TipIntake.Security.RateLimits;

namespace TipIntake.UnitTests.Security.RateLimits;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("192.0.2.7/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("192.0.2.0/255.255.255.0", "192.0.2.9", true)]
    [InlineData("192.0.2.1 - 192.0.2.9", "192.0.2.9", true)]
    [InlineData("192.0.2.1-192.0.2.9", "192.0.2.10", false)]
    [InlineData("0.0.0.0/0", "203.0.113.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::1/10", "::1", true)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("::/0", "192.0.2.1", false)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    public void A_range_holds_its_addresses_and_no_others(string range, string address, bool inside) =>
        Assert.Equal(inside, AddressRange.Parse(range)!.Contains(NetworkAddress.From(IPAddress.Parse(address))));

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("localhost")]
    [InlineData("192.0.2.0/33")]
    [InlineData("192.0.2.0/255.0.255.0")]
    [InlineData("2001:db8::/129")]
    [InlineData("192.0.2.9-192.0.2.1")]
    [InlineData("192.0.2.9-2001:db8::1")]
    public void A_range_that_is_none_is_not_taken(string range) => Assert.Null(AddressRange.Parse(range));

    [Fact]
    public void All_addresses_of_a_64_are_one_source_and_all_of_a_48_one_wider_network() =>
        Gen.Byte.Array[16].Where(raw => raw[0] != 0).Sample(raw =>
        {
            var sibling = raw.ToArray();
            Gen.Byte.Array[8].Single().CopyTo(sibling, 8);
            var cousin = sibling.ToArray();
            cousin[7] ^= 1;

            var (a, b, c) = (From(raw), From(sibling), From(cousin));

            Assert.Equal(a.Narrow, b.Narrow);
            Assert.NotEqual(a.Narrow, c.Narrow);
            Assert.Equal(a.Wide, c.Wide);
        });

    [Fact]
    public void An_ipv4_address_in_ipv6_clothes_is_the_ipv4_address() =>
        Gen.Byte.Array[4].Sample(raw =>
        {
            var plain = NetworkAddress.From(new IPAddress(raw));
            var mapped = NetworkAddress.From(new IPAddress(raw).MapToIPv6());

            Assert.False(mapped.IsV6);
            Assert.Equal(plain.Narrow, mapped.Narrow);
        });

    [Fact]
    public void An_address_cannot_be_printed_by_accident() =>
        Assert.DoesNotContain(typeof(NetworkAddress).GetMethods(), m => m.Name == "ToString" && m.DeclaringType == typeof(NetworkAddress));

    private static NetworkAddress From(byte[] raw) => NetworkAddress.From(new IPAddress(raw));
}
