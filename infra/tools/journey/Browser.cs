using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

/// <summary>A browser at one door: keeps cookies, shows the token of the staff's pages, names the version of the object it saw last; and a person's device.</summary>
internal sealed partial class Browser(Uri door, ILookup<string, string> given, string? from) : IDisposable
{
    private readonly HttpClient http = new(Handler(given, from)) { BaseAddress = door, Timeout = TimeSpan.FromSeconds(30), DefaultRequestHeaders = { { "User-Agent", given["agent"].FirstOrDefault("Journey") } } };
    private readonly Device device = new(door);
    private string? formToken;
    private string? version;

    public static async Task<Browser> Enrol(Uri door, ILookup<string, string> given, string code)
    {
        var browser = new Browser(door, given, given["from"].FirstOrDefault());
        var asked = JsonNode.Parse((string)(await browser.Post("/api/v1/staff/enrolment/options", new { code }))["options"]!)!;
        await browser.Post("/api/v1/staff/enrolment", new { code, label = "The check's", credential = browser.device.Create(asked) });
        browser.formToken = null;
        return browser;
    }

    public async Task SignIn()
    {
        formToken = null;
        var asked = JsonNode.Parse((string)(await Post("/api/v1/staff/sign-in/options", null))["options"]!)!;
        await Post("/api/v1/staff/sign-in", new { credential = device.Show(asked) });
        formToken = null;
    }

    public Task<JsonNode> Get(string path, HttpStatusCode? expected = null) => Send(HttpMethod.Get, path, null, expected);

    public Task<JsonNode> Post(string path, object? body, HttpStatusCode? expected = null) => Send(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), expected);

    public async Task<string> Text(string path) => await http.GetStringAsync(new Uri(door, path));

    /// <summary>How many requests of this kind are left to us; with a false word about where we come from.</summary>
    public async Task<int> Remaining(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { receipt = "" }), Headers = { { "X-Forwarded-For", $"192.0.2.{Random.Shared.Next(1, 255)}" } } };
        using var answer = await http.SendAsync(request);
        return int.Parse(answer.Headers.GetValues("X-Rate-Limit-Remaining").Single());
    }

    public async Task<JsonNode> Send(HttpMethod method, string path, HttpContent? content, HttpStatusCode? expected = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Origin", door.GetLeftPart(UriPartial.Authority));
        if (path.Contains("/tips", StringComparison.Ordinal) && method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        }
        else if (method != HttpMethod.Get && !path.StartsWith("/api/v1/receipts", StringComparison.Ordinal))
        {
            request.Headers.Add("X-Form-Token", formToken ??= FormToken().Match(await Text("/sign-in")).Groups[1].Value);
        }

        if (version is not null && path.Contains("/catalogue/", StringComparison.Ordinal))
        {
            request.Headers.Add("If-Match", version);
        }

        using var answer = await http.SendAsync(request);
        version = answer.Headers.ETag?.ToString() ?? version;
        var body = await answer.Content.ReadAsStringAsync();
        return (expected is { } code ? answer.StatusCode == code : answer.IsSuccessStatusCode)
            ? JsonNode.Parse(body.Length == 0 ? "{}" : body)!
            : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {body}");
    }

    public void Dispose() => http.Dispose();

    // Trusts the named authority only, finds names where it is told, and comes from the address it is told.
    private static SocketsHttpHandler Handler(ILookup<string, string> given, string? from)
    {
        var places = given["at"].Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                if (from is not null)
                {
                    socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                }

                await socket.ConnectAsync(places.GetValueOrDefault(context.DnsEndPoint.Host, context.DnsEndPoint.Host), context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        if (given["authority"].FirstOrDefault() is { } authority)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(authority) },
                RevocationMode = X509RevocationMode.NoCheck,
            };
        }

        return handler;
    }

    [GeneratedRegex("data-token=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
