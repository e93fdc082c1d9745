using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TipIntake.Faults.Harness;

/// <summary>One message of a PostgreSQL client, as far as a proxy must understand it. Only the first of a connection has no type.</summary>
internal readonly record struct ClientMessage(char Type, ReadOnlySequence<byte> Bytes)
{
    private const char Untyped = '\0';
    private const int LengthSize = 4;
    private const int MostSql = 200;

    public bool IsCommit => Sql.StartsWith("COMMIT", StringComparison.OrdinalIgnoreCase);

    public bool StartsTransaction => Sql.StartsWith("BEGIN", StringComparison.OrdinalIgnoreCase);

    public bool CopiesTips => Sql.Contains("COPY", StringComparison.OrdinalIgnoreCase) && Sql.Contains("mt_doc_tip", StringComparison.Ordinal);

    // A simple query is its text; a parse message has the statement's name, mostly empty, before it.
    private string Sql => Type is 'Q' or 'P'
        ? Encoding.UTF8.GetString(Bytes.Slice(1 + LengthSize, Math.Min(MostSql, Bytes.Length - 1 - LengthSize)).ToArray()).TrimStart('\0')
        : "";

    /// <summary>Takes the next complete message off the buffer; false when more bytes are needed.</summary>
    public static bool TryTake(ref ReadOnlySequence<byte> buffer, bool first, out ClientMessage message)
    {
        var header = first ? 0 : 1;
        message = default;

        if (buffer.Length < header + LengthSize)
        {
            return false;
        }

        Span<byte> start = stackalloc byte[1 + LengthSize];
        buffer.Slice(0, header + LengthSize).CopyTo(start);
        var whole = header + BinaryPrimitives.ReadInt32BigEndian(start[header..]);

        if (buffer.Length < whole)
        {
            return false;
        }

        message = new ClientMessage(first ? Untyped : (char)start[0], buffer.Slice(0, whole));
        buffer = buffer.Slice(whole);
        return true;
    }
}
