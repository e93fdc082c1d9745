using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace TipIntake.Benchmarks.Load;

/// <summary>
/// Ready-made HTTP requests, each a tip of about 200 bytes of text. Sending one copies a template and writes two numbers into it, so that
/// every text and every key is new and the generator leaves the processor to the server.
/// </summary>
internal sealed class TipRequests : IRequestSource
{
    private const int Variants = 512;
    private const string Hole = "0123456789abcdef";
    // Each part has three digits, so that the length stays the same.
    private const string AnyAddress = "185.100.100.107";
    private readonly Template[] templates;
    private readonly ulong run;
    private readonly int sources;
    private long serial;

    /// <param name="sources">At most 10,000.</param>
    public TipRequests(string host, IReadOnlyList<string> references, int sources, int seed)
    {
        this.sources = sources;
        run = (ulong)seed << 40;
        var random = new Random(seed);
        templates = Enumerable.Range(0, Variants)
            .Select(n => Template.From(sources > 0 ? $"{host}\r\nX-Forwarded-For: {AnyAddress}" : host, references[n % references.Count], TipText.Body(random, Hole)))
            .ToArray();
    }

    public int Next(Span<byte> target)
    {
        var number = Interlocked.Increment(ref serial);
        var template = templates[number % Variants];
        template.Bytes.CopyTo(target);
        WriteHex(target[template.KeyAt..], run + (ulong)number);
        WriteHex(target[template.TextAt..], run + (ulong)number);
        if (sources > 0)
        {
            WriteAddress(target[template.AddressAt..], (int)(number % sources));
        }

        return template.Bytes.Length;
    }

    private static void WriteHex(Span<byte> target, ulong value) =>
        Utf8Formatter.TryFormat(value, target, out _, new System.Buffers.StandardFormat('x', 16));

    // 185.1NN.1NN.107: a network for each source.
    private static void WriteAddress(Span<byte> target, int source)
    {
        Utf8Formatter.TryFormat(100 + (source / 100), target[4..], out _);
        Utf8Formatter.TryFormat(100 + (source % 100), target[8..], out _);
    }

    private sealed record Template(byte[] Bytes, int KeyAt, int TextAt, int AddressAt)
    {
        public static Template From(string host, string reference, string body)
        {
            var head = string.Create(CultureInfo.InvariantCulture,
                $"POST /api/v1/objects/{reference}/tips HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nIdempotency-Key: bench-{Hole}-{Hole}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n");
            var bytes = Encoding.UTF8.GetBytes(head + body);
            var keyAt = head.IndexOf(Hole, StringComparison.Ordinal);
            var textAt = bytes.AsSpan(head.Length).IndexOf(Encoding.ASCII.GetBytes(Hole)) + head.Length;
            return new Template(bytes, keyAt, textAt, head.IndexOf(AnyAddress, StringComparison.Ordinal));
        }
    }
}
