using System.Text;

namespace TipIntake.Benchmarks.Load;

/// <summary>Writes the next request and returns its length.</summary>
internal interface IRequestSource
{
    int Next(Span<byte> target);
}

internal sealed class PageRequests(string host, string path) : IRequestSource
{
    private readonly byte[] request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");

    public int Next(Span<byte> target)
    {
        request.CopyTo(target);
        return request.Length;
    }
}
