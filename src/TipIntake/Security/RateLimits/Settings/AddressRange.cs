using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace TipIntake.Security.RateLimits;

/// <summary>An address, a network (<c>192.0.2.0/24</c>, <c>192.0.2.0/255.255.255.0</c>) or a range (<c>192.0.2.1-192.0.2.9</c>) from the configuration.</summary>
internal sealed class AddressRange
{
    private readonly UInt128 first;
    private readonly UInt128 last;
    private readonly bool isV6;

    private AddressRange(UInt128 first, UInt128 last, bool isV6)
    {
        this.first = first;
        this.last = last;
        this.isV6 = isV6;
    }

    public bool Contains(NetworkAddress address) => address.IsV6 == isV6 && address.Value >= first && address.Value <= last;

    public static AddressRange? Parse(string text)
    {
        var compact = text.Replace(" ", "", StringComparison.Ordinal);
        var slash = compact.IndexOf('/', StringComparison.Ordinal);
        var dash = compact.IndexOf('-', StringComparison.Ordinal);

        return slash > 0 ? Network(compact[..slash], compact[(slash + 1)..])
            : dash > 0 ? Between(compact[..dash], compact[(dash + 1)..])
            : Between(compact, compact);
    }

    private static AddressRange? Between(string from, string to)
    {
        if (!TryAddress(from, out var begin) || !TryAddress(to, out var end))
        {
            return null;
        }

        var (low, high) = (NetworkAddress.From(begin), NetworkAddress.From(end));
        return low.IsV6 == high.IsV6 && low.Value <= high.Value ? new AddressRange(low.Value, high.Value, low.IsV6) : null;
    }

    private static AddressRange? Network(string address, string mask)
    {
        if (!TryAddress(address, out var parsed) || !TryMask(NetworkAddress.From(parsed), mask, out var hosts))
        {
            return null;
        }

        var inside = NetworkAddress.From(parsed);
        return new AddressRange(inside.Value & ~hosts, inside.Value | hosts, inside.IsV6);
    }

    private static bool TryMask(NetworkAddress address, string mask, out UInt128 hosts)
    {
        var bits = address.IsV6 ? 128 : 32;
        var all = bits == 128 ? UInt128.MaxValue : (UInt128)uint.MaxValue;
        hosts = 0;
        if (int.TryParse(mask, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            hosts = length == 0 ? all : length <= bits ? all >> length : 0;
            return length <= bits;
        }

        if (!TryAddress(mask, out var dotted))
        {
            return false;
        }

        var network = NetworkAddress.From(dotted);
        hosts = all & ~network.Value;
        return network.IsV6 == address.IsV6 && (hosts & (hosts + 1)) == 0;
    }

    // The framework also reads "10" as 0.0.0.10; in a configuration that is a slip of the pen.
    private static bool TryAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        return text.AsSpan().IndexOfAny('.', ':') >= 0 && IPAddress.TryParse(text, out address);
    }
}
