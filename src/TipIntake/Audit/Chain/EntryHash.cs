using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TipIntake.Audit;

/// <summary>
/// What of an entry is hashed, and how: a leaf of RFC 6962 (a zero byte before the data), whose data is a version and then every column as its
/// length and its bytes. infra/docs/audit.md says it for others who compute it; it never changes, a change is a new version.
/// </summary>
internal static class EntryHash
{
    public const int Size = SHA256.HashSizeInBytes;

    private const byte Leaf = 0x00;
    private const byte Version = 1;
    private const int Absent = -1;
    private const int MostInOneGo = 1024;

    public static byte[] Of(StoredEntry entry)
    {
        var size = Length(entry);
        var data = size <= MostInOneGo ? stackalloc byte[size] : new byte[size];
        Write(entry, data);
        return SHA256.HashData(data);
    }

    private static int Length(StoredEntry entry) =>
        2 + (sizeof(int) * StoredEntry.Columns) + 16 + sizeof(long) + Bytes(entry.Actor) + Bytes(entry.Act) + Bytes(entry.Subject) + Bytes(entry.Reason) + Bytes(entry.Details);

    private static void Write(StoredEntry entry, Span<byte> data)
    {
        data[0] = Leaf;
        data[1] = Version;
        var rest = data[2..];

        BinaryPrimitives.WriteInt32BigEndian(rest, 16);
        entry.Id.TryWriteBytes(rest[sizeof(int)..], bigEndian: true, out _);
        rest = rest[(sizeof(int) + 16)..];

        BinaryPrimitives.WriteInt32BigEndian(rest, sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(rest[sizeof(int)..], Microseconds(entry.At));
        rest = rest[(sizeof(int) + sizeof(long))..];

        foreach (var text in (ReadOnlySpan<string?>)[entry.Actor, entry.Act, entry.Subject, entry.Reason, entry.Details])
        {
            rest = rest[Write(text, rest)..];
        }
    }

    private static int Write(string? text, Span<byte> into)
    {
        if (text is null)
        {
            BinaryPrimitives.WriteInt32BigEndian(into, Absent);
            return sizeof(int);
        }

        var length = Encoding.UTF8.GetBytes(text, into[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(into, length);
        return sizeof(int) + length;
    }

    private static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    private static int Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
