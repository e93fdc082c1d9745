using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Catalogue.Workflow;

/// <summary>What the staff door answered about an object.</summary>
internal sealed record DeskAnswer(HttpStatusCode Status, string? Tag, JsonNode Json)
{
    public string Reference => (string)Json["reference"]!;

    public string? Code => (string?)Json["code"];

    public string? State => (string?)Json["status"];
}

/// <summary>An editor or a publisher at the API.</summary>
internal sealed class DeskWorker(StaffBrowser browser) : IDisposable
{
    private const string Objects = "/api/v1/catalogue/objects";

    public static readonly object Attested = new { isNeutral = true, showsNoPerson = true, showsNoAbuse = true, namesNoVictim = true };

    public static async Task<DeskWorker> As(string who, RunningService service) => new(await StaffBrowser.As(who, service));

    public static JsonObject Texts(string title, string region = "PT") => new()
    {
        ["defaultLanguage"] = "en",
        ["title"] = new JsonObject { ["en"] = title },
        ["question"] = new JsonObject { ["en"] = "Where was it sold?" },
        ["category"] = "bag",
        ["regions"] = new JsonArray(region),
    };

    public Task<DeskAnswer> Draft(string title = "A bag", string? reference = null, string region = "PT")
    {
        var body = new JsonObject { ["texts"] = Texts(title, region) };
        if (reference is not null)
        {
            body["reference"] = reference;
        }

        return Send(HttpMethod.Post, Objects, JsonContent.Create(body), null);
    }

    public Task<DeskAnswer> Show(string reference) => Send(HttpMethod.Get, $"{Objects}/{reference}", null, null);

    public Task<DeskAnswer> Act(DeskAnswer on, string act, object? body = null) => Send(HttpMethod.Post, $"{Objects}/{on.Reference}/{act}", body is null ? null : JsonContent.Create(body), on.Tag);

    public Task<DeskAnswer> Put(DeskAnswer on, string what, object body) => Send(HttpMethod.Put, $"{Objects}/{on.Reference}/{what}", JsonContent.Create(body), on.Tag);

    public Task<DeskAnswer> Delete(DeskAnswer on, string what) => Send(HttpMethod.Delete, $"{Objects}/{on.Reference}/{what}", null, on.Tag);

    public Task<DeskAnswer> Upload(DeskAnswer on, byte[] photo, string query = "")
    {
        var content = new ByteArrayContent(photo);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return Send(HttpMethod.Post, $"{Objects}/{on.Reference}/photos{query}", content, on.Tag);
    }

    public Task<DeskAnswer> Describe(DeskAnswer on) => Put(on, $"photos/{(string)on.Json["photo"]!}", new { alternativeText = new { en = "A bag on a hook" } });

    /// <summary>Drafted, illustrated, described and proposed.</summary>
    public async Task<DeskAnswer> Propose(byte[] photo, string title = "A bag")
    {
        var described = await Describe(await Upload(await Draft(title), photo));
        Assert.Equal(HttpStatusCode.OK, described.Status);
        return await Act(described, "proposal", Attested);
    }

    public async Task<byte[]> Photo(string url)
    {
        using var answer = await browser.Get(url);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync() : [];
    }

    public void Dispose() => browser.Dispose();

    public async Task<DeskAnswer> Send(HttpMethod method, string path, HttpContent? content, string? tag)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }

        if (method != HttpMethod.Get)
        {
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            request.Headers.Add("X-Form-Token", await browser.FindToken());
        }

        using var answer = await browser.SendAsItIs(request);
        var body = await answer.Content.ReadAsStringAsync();
        return new DeskAnswer(answer.StatusCode, answer.Headers.ETag?.ToString(), body.Length > 0 ? JsonNode.Parse(body)! : new JsonObject());
    }
}
