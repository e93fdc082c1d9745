using System.Buffers.Text;

namespace TipIntake.Benchmarks.Load;

/// <summary>Finds the end of one HTTP/1.1 answer and its status, and throws the body away. One answer at a time: nothing is pipelined.</summary>
internal sealed class AnswerReader
{
    private readonly byte[] buffer = new byte[32 * 1024];
    private int filled;
    private long missing;
    private bool inBody;
    private bool chunked;

    public int Status { get; private set; }

    public bool Closes { get; private set; }

    public Memory<byte> Free => buffer.AsMemory(filled);

    /// <summary>True when the bytes just received complete the answer.</summary>
    public bool Take(int received)
    {
        filled += received;
        if (!inBody)
        {
            var end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                return false;
            }

            ReadHead(buffer.AsSpan(0, end + 2));
            Drop(end + 4);
            inBody = true;
        }

        var complete = chunked ? ChunksEnd() : LengthReached();
        if (complete)
        {
            inBody = false;
            filled = 0;
        }

        return complete;
    }

    private void ReadHead(ReadOnlySpan<byte> head)
    {
        Status = (int)NumberAt(head[9..]);
        missing = NumberAt(ValueOf(head, "\r\nContent-Length: "u8));
        chunked = ValueOf(head, "\r\nTransfer-Encoding: "u8).StartsWith("chunked"u8);
        Closes = ValueOf(head, "\r\nConnection: "u8).StartsWith("close"u8);
    }

    private static long NumberAt(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long number, out _) ? number : 0;

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = head.IndexOf(name);
        return at < 0 ? default : head[(at + name.Length)..];
    }

    private bool LengthReached()
    {
        missing -= filled;
        filled = 0;
        return missing <= 0;
    }

    private bool ChunksEnd()
    {
        var body = buffer.AsSpan(0, filled);
        if (body.EndsWith("\r\n0\r\n\r\n"u8) || body.SequenceEqual("0\r\n\r\n"u8))
        {
            return true;
        }

        // Seven bytes are the longest end that can arrive in two parts.
        Drop(Math.Max(0, filled - 7));
        return false;
    }

    private void Drop(int count)
    {
        buffer.AsSpan(count, filled - count).CopyTo(buffer);
        filled -= count;
    }
}
