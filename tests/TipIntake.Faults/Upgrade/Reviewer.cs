using System.Net;
using System.Text.RegularExpressions;

namespace TipIntake.Faults.Upgrade;

/// <summary>A reviewer at the pages of one staff node, signed in with the button that only Development has.</summary>
internal sealed partial class Reviewer : IDisposable
{
    private readonly HttpClient http;

    private Reviewer(Uri door) => http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = door };

    public static async Task<Reviewer> At(Uri door)
    {
        var reviewer = new Reviewer(door);
        var page = await reviewer.http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/as") { Content = new FormUrlEncodedContent([KeyValuePair.Create("as", "reviewer")]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("X-Form-Token", FormToken().Match(page).Groups["token"].Value);
        using var answer = await reviewer.http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return reviewer;
    }

    public async Task<bool> Reads(string lead)
    {
        using var answer = await http.GetAsync(new Uri($"/triage/leads/{lead}", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.OK && (await answer.Content.ReadAsStringAsync()).Contains(lead, StringComparison.Ordinal);
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("name=\"form-token\" type=\"hidden\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex FormToken();
}
