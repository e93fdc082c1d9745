using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TipIntake.Faults.Harness;

/// <summary>Sends tips over HTTP as a careful client does: what it learnt nothing about, it sends again under the same key.</summary>
internal sealed class TipSender(Uri service, string reference, Ledger ledger, IPAddress? from = null) : IDisposable
{
    /// <summary>Far beyond what the service promises; an attempt that takes longer hangs.</summary>
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan LongestRepeat = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient http = new(Handler(from)) { BaseAddress = service, Timeout = LongestAttempt };

    public Ledger Ledger { get; } = ledger;

    public Uri TipsAddress { get; } = new(service, $"/api/v1/objects/{reference}/tips");

    /// <summary>One attempt.</summary>
    public Task<Answer> Send(SentTip tip) => Send(tip, new ByteArrayContent(Encoding.UTF8.GetBytes(tip.Json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } });

    /// <summary>One attempt of which one can know when the service has it.</summary>
    public (Task Sent, Task<Answer> Answer) Announce(SentTip tip)
    {
        var content = new AnnouncedTip(tip.Json);
        return (content.Sent, Send(tip, content));
    }

    /// <summary>As many attempts as it takes to learn what became of it. A definite no is an answer and is left at that.</summary>
    public Task<Answer> SendUntilAnswered(SentTip tip) => Repeat(tip, acceptsRefusal: true);

    /// <summary>As many attempts as it takes to hold the receipt.</summary>
    public Task<Answer> SendUntilStored(SentTip tip) => Repeat(tip, acceptsRefusal: false);

    /// <summary>Connects from this address: every one of 127.0.0.0/8 is this machine's, so a run can have as many networks as it likes.</summary>
    public static SocketsHttpHandler Handler(IPAddress? from) => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        Expect100ContinueTimeout = LongestAttempt,
        ConnectCallback = from is null ? null : async (context, cancel) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    public void Dispose() => http.Dispose();

    private async Task<Answer> Repeat(SentTip tip, bool acceptsRefusal)
    {
        var started = Stopwatch.StartNew();
        var mayBeThere = false;

        while (true)
        {
            var answer = await Send(tip);
            mayBeThere |= answer.Fate == Fate.Unknown;

            // After a lost answer, a no to the repeat says nothing about the first attempt.
            var isAnswered = answer.Fate == Fate.Stored || (answer.Fate == Fate.Refused && acceptsRefusal && !mayBeThere);
            if (isAnswered || started.Elapsed > LongestRepeat)
            {
                return answer;
            }

            await Task.Delay(Pause);
        }
    }

    private async Task<Answer> Send(SentTip tip, HttpContent content)
    {
        var started = Stopwatch.StartNew();
        var answer = await Attempt(tip, content, started);
        Ledger.Record(tip, answer);
        return answer;
    }

    private async Task<Answer> Attempt(SentTip tip, HttpContent content, Stopwatch started)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, TipsAddress) { Content = content };
            request.Headers.Add("Idempotency-Key", tip.Key);
            request.Headers.ExpectContinue = content is AnnouncedTip;

            using var response = await http.SendAsync(request);
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync());
            return Understand((int)response.StatusCode, body, started.Elapsed);
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return new Answer(Fate.Unreachable, 0, null, null, null, started.Elapsed);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            return new Answer(Fate.Unknown, 0, fault.GetType().Name, null, null, started.Elapsed);
        }
    }

    private static Answer Understand(int status, JsonNode? body, TimeSpan took)
    {
        var code = body?["code"]?.ToString();
        var fate = status switch
        {
            201 => Fate.Stored,
            503 when code == "outcome-unknown" => Fate.Unknown,
            503 or (>= 400 and < 500) => Fate.Refused,
            _ => Fate.Unknown,
        };

        return new Answer(fate, status, code, body?["receipt"]?.ToString(), body?["receivedAt"]?.ToString(), took);
    }
}
