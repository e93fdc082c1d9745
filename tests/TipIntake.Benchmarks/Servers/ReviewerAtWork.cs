using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace TipIntake.Benchmarks.Servers;

/// <summary>A reviewer at the pages of the staff door, signed in with the button that only Development has.</summary>
internal sealed partial class ReviewerAtWork : IDisposable
{
    private readonly HttpClient http;

    private ReviewerAtWork(Uri door) => http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = door };

    public static async Task<ReviewerAtWork> SignInAsync(Uri door, string who = "reviewer")
    {
        var reviewer = new ReviewerAtWork(door);
        var page = await reviewer.http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/as") { Content = new FormUrlEncodedContent([KeyValuePair.Create("as", who)]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("X-Form-Token", FormToken().Match(page).Groups["token"].Value);
        using var answer = await reviewer.http.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.Redirect ? reviewer : throw new InvalidOperationException($"Nobody could sign in: {answer.StatusCode}.");
    }

    /// <summary>The whole page, and how long it took.</summary>
    public async Task<(string Page, TimeSpan Took)> OpenAsync(string path)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        var page = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? (page, watch.Elapsed) : throw new InvalidOperationException($"{path} answered {answer.StatusCode}.");
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("name=\"form-token\" type=\"hidden\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex FormToken();
}
