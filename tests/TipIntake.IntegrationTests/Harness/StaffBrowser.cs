using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>A browser at the staff door: keeps cookies, says where its requests come from, and shows the token of its pages.</summary>
public sealed partial class StaffBrowser : IDisposable
{
    private readonly HttpClient http;
    private string? formToken;

    private StaffBrowser(HttpClient http) => this.http = http;

    public static StaffBrowser At(RunningService service) =>
        new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = service.Staff.BaseAddress });

    /// <summary>Comes in through the button that only Development has.</summary>
    public static async Task<StaffBrowser> As(string who, RunningService service)
    {
        var browser = At(service);
        using var answer = await browser.Post("/sign-in/as", new FormUrlEncodedContent([KeyValuePair.Create("as", who)]));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        // The token is bound to who is signed in.
        browser.formToken = null;
        return browser;
    }

    public Task<HttpResponseMessage> Get(string path, string accept = "application/json") => Send(HttpMethod.Get, path, null, accept);

    public Task<HttpResponseMessage> Post(string path, HttpContent? content = null) => Send(HttpMethod.Post, path, content);

    public Task<HttpResponseMessage> PostJson(string path, object body) => Send(HttpMethod.Post, path, JsonContent.Create(body));

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Accept", accept);
        if (method != HttpMethod.Get)
        {
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            request.Headers.Add("X-Form-Token", formToken ??= await FindToken());
        }

        return await http.SendAsync(request);
    }

    public Task<HttpResponseMessage> SendAsItIs(HttpRequestMessage request) => http.SendAsync(request);

    /// <summary>The answer as soon as it begins.</summary>
    public Task<HttpResponseMessage> Listen(HttpRequestMessage request) => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

    public async Task<string> FindToken()
    {
        var page = await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        return FormToken().Match(page).Groups["token"].Value;
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("name=\"form-token\" type=\"hidden\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex FormToken();
}
