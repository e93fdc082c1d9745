using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TipIntake.Security.Keys;

namespace TipIntake.Security.RateLimits;

/// <summary>Names counters by HMAC-SHA-256, cut to 64 bits. Once the key is gone, no name can be turned back into an address.</summary>
internal sealed class CounterNames(byte[] key)
{
    private const byte NarrowV4 = 4;
    private const byte NarrowV6 = 6;
    private const byte WideV6 = 7;
    private const byte ObjectReference = 1;
    private const byte Drawn = 2;

    private readonly KeyedHash hash = new(key);

    public ulong NameNarrow(NetworkAddress address) => Name(address.IsV6 ? NarrowV6 : NarrowV4, address.Narrow);

    public ulong NameWide(NetworkAddress address) => Name(WideV6, address.Wide);

    /// <summary>References are told apart whatever their case; an over-long one is cut, it names nothing anyway.</summary>
    public ulong NameObject(ReadOnlySpan<char> reference)
    {
        const int Longest = 64;
        Span<char> upper = stackalloc char[Longest];
        var length = reference[..Math.Min(reference.Length, Longest)].ToUpperInvariant(upper);
        Span<byte> message = stackalloc byte[1 + (Longest * sizeof(char))];
        message[0] = ObjectReference;
        MemoryMarshal.AsBytes(upper[..length]).CopyTo(message[1..]);
        return Name(message[..(1 + (length * sizeof(char)))]);
    }

    /// <summary>A number from 0 up to 1, the same for the same counter and round, that nobody without the key can foretell.</summary>
    public double Draw(ulong name, long round)
    {
        Span<byte> message = stackalloc byte[17];
        message[0] = Drawn;
        BinaryPrimitives.WriteUInt64BigEndian(message[1..], name);
        BinaryPrimitives.WriteInt64BigEndian(message[9..], round);
        return Name(message) / (ulong.MaxValue + 1.0);
    }

    private ulong Name(byte scope, UInt128 network)
    {
        Span<byte> message = stackalloc byte[17];
        message[0] = scope;
        BinaryPrimitives.WriteUInt128BigEndian(message[1..], network);
        return Name(message);
    }

    private ulong Name(ReadOnlySpan<byte> message)
    {
        Span<byte> mac = stackalloc byte[KeyedHash.Size];
        hash.Of(message, mac);
        return BinaryPrimitives.ReadUInt64BigEndian(mac);
    }
}
