using System.Net;
using System.Text.RegularExpressions;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>What a browser without scripts does: open pages, send their forms.</summary>
internal static partial class Browsing
{
    public static async Task<Answer> Open(this HttpClient visitor, string path)
    {
        using var request = FromBrowser(HttpMethod.Get, path);
        return await visitor.Ask(request);
    }

    public static async Task<Answer> SendForm(this HttpClient visitor, string path, Action<HttpRequestMessage>? adjust, params (string Name, string Value)[] fields)
    {
        using var request = FromBrowser(HttpMethod.Post, path);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        adjust?.Invoke(request);
        return await visitor.Ask(request);
    }

    public static Task<Answer> SendForm(this HttpClient visitor, string path, params (string Name, string Value)[] fields) => visitor.SendForm(path, null, fields);

    /// <summary>Fills in the form of an object and does what its page says when it could not be taken just now.</summary>
    public static Task<Answer> Tell(this HttpClient visitor, string reference, params (string Name, string Value)[] fields) =>
        visitor.SendForm($"/en/objects/{reference}", [("key", TipRequests.NewKey()), .. fields]);

    /// <summary>The text of a page as a person reads it.</summary>
    public static string Shown(this Answer page) => WebUtility.HtmlDecode(page.Body);

    public static string Receipt(this Answer page) => Code().Match(page.Body).Groups["code"].Value;

    /// <summary>What stands in a hidden field.</summary>
    public static string Hidden(this Answer page, string name) =>
        Regex.Match(page.Body, $"""name="{name}" value="(?<value>[^"]*)" """.TrimEnd(), RegexOptions.ExplicitCapture).Groups["value"].Value;

    private static HttpRequestMessage FromBrowser(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        return request;
    }

    [GeneratedRegex("""data-code>(?<code>[0-9A-Z-]{29})<""", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
