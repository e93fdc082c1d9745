using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TipIntake.IntegrationTests.Platform;

public sealed class ProblemAnswersTests(SampleServer server) : IClassFixture<SampleServer>
{
    private readonly HttpClient client = new() { BaseAddress = server.Address };

    [Theory]
    [InlineData("/throws")]
    [InlineData("/database")]
    [InlineData("/headers")]
    public async Task What_nobody_expected_is_a_500_that_tells_nothing(string path)
    {
        var (response, code) = await Get(path);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("unexpected", code);
        Assert.DoesNotContain(SampleServer.Canary, response.ToString() + await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Lines, l => l.Contains(SampleServer.Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_has_type_state_and_stack_of_what_nobody_expected()
    {
        await Get("/database");
        await Get("/throws");

        Assert.Contains(server.Lines, l => l.Contains("Npgsql.PostgresException (SQL state 23505)", StringComparison.Ordinal)
            && l.Contains(nameof(SampleServer), StringComparison.Ordinal));
        Assert.Contains(server.Lines, l => l.Contains("caused by System.FormatException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Security_headers_outlive_a_failure_and_the_answer_s_own_do_not()
    {
        var (response, _) = await Get("/headers");

        Assert.True(response.Headers.Contains("X-Content-Type-Options"));
        Assert.Null(response.Headers.ETag);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/nowhere", 404, "not-found")]
    [InlineData("/json", 405, "method-not-allowed")]
    [InlineData("/number?number=x", 400, "request-malformed")]
    [InlineData("/number", 400, "request-malformed")]
    [InlineData("/bad/413", 413, "body-too-large")]
    [InlineData("/bad/408", 408, "request-timeout")]
    [InlineData("/bad/400", 400, "request-malformed")]
    [InlineData("/status/401", 401, "not-signed-in")]
    [InlineData("/status/403", 403, "not-allowed")]
    [InlineData("/status/415", 415, "content-type-unsupported")]
    [InlineData("/status/429", 429, "too-many-requests")]
    [InlineData("/status/503", 503, "storage-unavailable")]
    [InlineData("/slow", 504, "answer-timeout")]
    [InlineData("/refused", 503, "inbox-full")]
    [InlineData("/validated?country=pt", 400, "validation-failed")]
    public async Task Every_failure_has_its_code(string path, int status, string code)
    {
        var (response, found) = await Get(path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, found);
        Assert.Equal(status is 429 or >= 503, response.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task An_answer_with_own_words_keeps_them()
    {
        using var response = await client.GetAsync("/own-words");

        Assert.Equal("own words", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_request_that_keeps_the_rules_reaches_its_handler()
    {
        Assert.Equal("PT", await client.GetStringAsync("/validated?country=PT"));

        // Not the canary: the framework's own line about the request has the address in it.
        var (response, _) = await Get("/validated?country=echo-5e21");
        Assert.Contains("\"codes\":{\"country\":[\"country-unknown\"]}", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("echo-5e21", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_method_is_told_the_right_one()
    {
        var (response, _) = await Get("/json");

        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/nowhere", "de-AT,de;q=0.9", "de", "Hier gibt es nichts.")]
    [InlineData("/nowhere", "pt-BR", "pt", "Não há nada aqui.")]
    [InlineData("/nowhere", "fi,ar;q=0.5", "ar", "لا يوجد شيء هنا.")]
    [InlineData("/nowhere", "fi", "en", "There is nothing here.")]
    [InlineData("/nowhere?lang=fr", "de", "fr", "Il n’y a rien ici.")]
    [InlineData("/nowhere?lang=xx", "de", "de", "Hier gibt es nichts.")]
    [InlineData("/nowhere?lang=", "de", "de", "Hier gibt es nichts.")]
    [InlineData("/throws", "es", "es", "Algo ha fallado por nuestra parte.")]
    public async Task People_are_answered_in_their_language(string path, string accepted, string language, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        using var response = await client.SendAsync(request);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal([language], response.Content.Headers.ContentLanguage);
        Assert.Equal(title, body.RootElement.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Half_an_answer_does_not_look_whole()
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("/half"));

        Assert.DoesNotContain(server.Lines, l => l.Contains(SampleServer.Canary, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(100, 200, null)]
    [InlineData(3_000, 413, "body-too-large")]
    public async Task A_body_without_a_length_is_held_to_the_server_s_own_limit_too(int length, int status, string? code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/json")
        {
            Content = new StringContent($$"""{"text":"{{new string('a', length)}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = true;

        using var response = await client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, await Code(response));
    }

    [Fact]
    public async Task A_caller_who_hangs_up_is_no_fault_of_ours()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
            await socket.GetStream().WriteAsync("POST /json HTTP/1.1\r\nHost: x\r\nFollow: yes\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"te"u8.ToArray());
            await server.Followed.Begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
            socket.LingerState = new LingerOption(true, 0);
        }

        await server.Followed.Over.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.DoesNotContain(server.Lines, l => l.Contains("POST /json failed", StringComparison.Ordinal));
    }

    private async Task<(HttpResponseMessage Response, string? Code)> Get(string path)
    {
        var response = await client.GetAsync(path);
        return (response, await Code(response));
    }

    private static async Task<string?> Code(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return null;
        }

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("code").GetString();
    }
}
