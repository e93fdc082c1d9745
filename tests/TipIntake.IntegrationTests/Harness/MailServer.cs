using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>A mail as it came over the line.</summary>
internal sealed record ReceivedMail(string To, string Source)
{
    public string Body => Source[(Source.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
}

/// <summary>A mail server of RFC 5321 on this machine, as much of it as a sender needs; keeps what it gets.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<ReceivedMail> mails = new();
    private readonly Task accepting;

    public MailServer(int port = 0)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public IReadOnlyList<ReceivedMail> Mails => [.. mails];

    /// <summary>Mail to it is refused for good.</summary>
    public string? Refuses { get; init; }

    /// <summary>Who has to say it, and what.</summary>
    public (string User, string Password)? Asks { get; init; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stopping.Token);
                _ = Task.Run(() => Talk(client));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task Talk(TcpClient client)
    {
        using (client)
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            var (to, known) = ("", Asks is null);
            await writer.WriteLineAsync("220 mail.test");
            while (await reader.ReadLineAsync(stopping.Token) is { } line)
            {
                var answer = line.Split(' ', ':')[0].ToUpperInvariant() switch
                {
                    "EHLO" => Asks is null ? "250 mail.test" : "250-mail.test\r\n250 AUTH PLAIN",
                    "AUTH" => (known = IsRight(line)) ? "235 welcome" : "535 no",
                    "MAIL" => known ? "250 ok" : "530 who are you",
                    "RCPT" => (to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]) == Refuses ? "550 nobody here" : "250 ok",
                    "DATA" => await Read(reader, writer, to),
                    "QUIT" => "221 bye",
                    _ => "250 ok",
                };
                await writer.WriteLineAsync(answer);
            }
        }
    }

    private bool IsRight(string line) => line == $"AUTH PLAIN {Convert.ToBase64String(Encoding.ASCII.GetBytes($"\0{Asks!.Value.User}\0{Asks.Value.Password}"))}";

    private async Task<string> Read(StreamReader reader, StreamWriter writer, string to)
    {
        await writer.WriteLineAsync("354 go on");
        var source = new StringBuilder();
        while (await reader.ReadLineAsync(stopping.Token) is { } line && line != ".")
        {
            source.Append(line).Append("\r\n");
        }

        mails.Enqueue(new ReceivedMail(to, source.ToString()));
        return "250 taken";
    }
}
