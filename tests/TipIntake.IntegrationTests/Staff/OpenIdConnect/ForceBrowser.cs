using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Staff.OpenIdConnect;

/// <summary>A browser that goes to the provider and back, one step at a time, so that a test can change something on the way.</summary>
internal sealed class ForceBrowser(RunningService service) : IDisposable
{
    private const string ReturnPath = "/sign-in/provider/return";

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>By name; all hosts of a test are this machine, and the names differ.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>The provider's sign-in page, as it was shown last.</summary>
    public string ProviderPage { get; private set; } = "";

    private Uri Door => service.Staff.BaseAddress!;

    /// <summary>The whole way: what the service answered to the return.</summary>
    public async Task<HttpResponseMessage> SignIn(ProviderLogin login, string next = "/account", string way = "/sign-in/provider") =>
        await Get(await WayBack(login, next, way));

    /// <summary>As far as the address that leads back to the service, which is not opened yet.</summary>
    public async Task<Uri> WayBack(ProviderLogin login, string next = "/account", string way = "/sign-in/provider")
    {
        var page = await Follow(new Uri(Door, $"{way}?return={Uri.EscapeDataString(next)}"));
        using var asked = await Get(page);
        ProviderPage = await asked.Content.ReadAsStringAsync();
        using var answered = await Send(HttpMethod.Post, page, new FormUrlEncodedContent(login.Fields));
        return await Follow(new Uri(page, answered.Headers.Location!));
    }

    /// <summary>Opens an address of the service.</summary>
    public Task<HttpResponseMessage> Get(string path, string accept = "application/json") => Get(new Uri(Door, path), accept);

    public Task<HttpResponseMessage> Get(Uri address, string accept = "text/html") => Send(HttpMethod.Get, address, null, accept);

    public async Task<HttpResponseMessage> Send(HttpMethod method, Uri address, HttpContent? content, string accept = "text/html")
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Add("Accept", accept);
        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        var answer = await http.SendAsync(request);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            Keep(set);
        }

        return answer;
    }

    public void Dispose() => http.Dispose();

    // To the first page that leads nowhere, or to the door of the return.
    private async Task<Uri> Follow(Uri address)
    {
        while (address.AbsolutePath != ReturnPath)
        {
            using var answer = await Get(address);
            if (answer.Headers.Location is not { } next)
            {
                Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
                return address;
            }

            address = new Uri(address, next);
        }

        return address;
    }

    private void Keep(string set)
    {
        var parts = set.Split(';', StringSplitOptions.TrimEntries);
        var (name, value) = (parts[0][..parts[0].IndexOf('=', StringComparison.Ordinal)], parts[0][(parts[0].IndexOf('=', StringComparison.Ordinal) + 1)..]);
        if (value.Length == 0 || Array.Exists(parts, part => part.StartsWith("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase)))
        {
            Cookies.Remove(name);
        }
        else
        {
            Cookies[name] = value;
        }
    }
}
