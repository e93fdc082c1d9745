using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace TipIntake.Security.RateLimits;

/// <summary>A caller's address as a number, for the length of one request, and the networks it counts for.</summary>
/// <remarks>Privacy: neither a record nor printable, so that no log line or exception can spell it out by accident.</remarks>
internal readonly struct NetworkAddress
{
    private const int NarrowBits = 64;
    private const int WideBits = 48;

    private NetworkAddress(UInt128 value, bool isV6)
    {
        Value = value;
        IsV6 = isV6;
    }

    public UInt128 Value { get; }

    public bool IsV6 { get; }

    /// <summary>IPv4 counts by the address, IPv6 by the /64 that one household or telephone gets.</summary>
    public UInt128 Narrow => IsV6 ? Value >> (128 - NarrowBits) : Value;

    /// <summary>The /48 around an IPv6 address: whoever holds one can change their /64 with every request.</summary>
    public UInt128 Wide => Value >> (128 - WideBits);

    public static NetworkAddress From(IPAddress address)
    {
        Span<byte> raw = stackalloc byte[16];
        address.TryWriteBytes(raw, out var length);

        return address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6
            ? new NetworkAddress(BinaryPrimitives.ReadUInt128BigEndian(raw), isV6: true)
            : new NetworkAddress(BinaryPrimitives.ReadUInt32BigEndian(raw[(length - 4)..]), isV6: false);
    }
}
