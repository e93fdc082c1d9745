using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>A browser at the staff door: keeps cookies, says where its requests come from, and shows the token of its pages.</summary>
public sealed partial class StaffBrowser : IDisposable
{
    private const string SessionName = "tipintake-staff";

    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;
    private string? formToken;

    private StaffBrowser(Uri door) =>
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = door };

    /// <summary>What it shows to be somebody's; null: nothing.</summary>
    public string? Session
    {
        get => cookies.GetCookies(http.BaseAddress!)[SessionName]?.Value;
        set => cookies.Add(http.BaseAddress!, new Cookie(SessionName, value) { Path = "/" });
    }

    public static StaffBrowser At(RunningService service) => new(service.Staff.BaseAddress!);

    /// <summary>Comes in through the button that only Development has.</summary>
    public static async Task<StaffBrowser> As(string who, RunningService service)
    {
        var browser = At(service);
        await browser.SignIn(who);
        return browser;
    }

    /// <summary>The same, whoever is signed in.</summary>
    public async Task SignIn(string who, string way = "/sign-in/as")
    {
        // The token is bound to who is signed in.
        formToken = null;
        using var answer = await Post(way, new FormUrlEncodedContent([KeyValuePair.Create("as", who)]));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        formToken = null;
    }

    public Task<HttpResponseMessage> Get(string path, string accept = "application/json") => Send(HttpMethod.Get, path, null, accept);

    public Task<HttpResponseMessage> Post(string path, HttpContent? content = null) => Send(HttpMethod.Post, path, content);

    public Task<HttpResponseMessage> PostJson(string path, object body) => Send(HttpMethod.Post, path, JsonContent.Create(body));

    /// <summary>What a page's form sends.</summary>
    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

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
