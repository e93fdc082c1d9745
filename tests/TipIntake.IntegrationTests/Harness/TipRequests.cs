using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>What a sender does, in one line each.</summary>
internal static class TipRequests
{
    private const int MostTries = 30;

    public static string NewKey() => Guid.NewGuid().ToString();

    public static Task<Answer> SendTip(this HttpClient visitor, string reference, object body, string? key = null) =>
        visitor.PostWithKey($"/api/v1/objects/{reference}/tips", () => JsonContent.Create(body), key ?? NewKey());

    /// <summary>Does what every sender is told to do: when it is unknown whether something was stored, send it again with the same key.</summary>
    public static async Task<Answer> PostWithKey(this HttpClient visitor, string path, Func<HttpContent> content, string key, Action<HttpRequestMessage>? adjust = null)
    {
        for (var tries = 1; ; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content() };
            request.Headers.Add("Idempotency-Key", key);
            adjust?.Invoke(request);
            var answer = await visitor.Ask(request);

            if (tries == MostTries || answer.Status != HttpStatusCode.ServiceUnavailable || answer.Code == "contact-not-sealed")
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    public static Task<Answer> PostJson(this HttpClient visitor, string path, object body) =>
        visitor.PostText(path, System.Text.Json.JsonSerializer.Serialize(body));

    public static async Task<Answer> PostText(this HttpClient visitor, string path, string body, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        return await visitor.Ask(request);
    }

    public static async Task<Answer> Ask(this HttpClient visitor, HttpRequestMessage request)
    {
        using var response = await visitor.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text, response.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
    }
}

internal sealed record Answer(HttpStatusCode Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? this[string member] => Json[member]?.ToString();

    public string? Code => this["code"];
}
