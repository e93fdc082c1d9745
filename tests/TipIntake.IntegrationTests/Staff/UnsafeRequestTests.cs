using System.Net;
using System.Text;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Staff;

/// <summary>Another site's page in a colleague's browser, on every route of the staff door that changes something.</summary>
public sealed class UnsafeRequestTests(TipIntakeApp app, UnsafeRequestTests.OneService started) : IClassFixture<UnsafeRequestTests.OneService>
{
    private static readonly string[] Tricks = ["no token", "a wrong token", "from another site", "from another origin", "without saying from where", "somebody else's token"];

    public static TheoryData<string> Routes => [.. AccessTable.All.Where(route => !route.StartsWith("GET", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task What_does_not_come_from_our_own_page_changes_nothing(string route)
    {
        var service = started.Service;
        using var other = await StaffBrowser.As("publisher-2", service);
        var othersToken = await other.FindToken();
        using var victim = AccessTable.Find(route)!.Roles is [{ } role, ..] ? await StaffBrowser.As(role, service) : StaffBrowser.At(service);
        var before = await Entries();

        var answers = new List<(string Trick, HttpStatusCode Status)>();
        foreach (var trick in Tricks)
        {
            using var request = Request(route, trick, await victim.FindToken(), othersToken);
            using var answer = await victim.SendAsItIs(request);
            answers.Add((trick, answer.StatusCode));
        }

        Assert.All(answers, answer => Assert.Equal((answer.Trick, HttpStatusCode.Forbidden), answer));
        Assert.Equal(before, await Entries());
    }

    [Theory]
    [InlineData("/api/v1/staff/people/proposals")]
    [InlineData("/api/v1/staff/me/tokens")]
    public async Task What_a_form_can_send_is_no_request_to_the_api(string path)
    {
        using var administrator = await StaffBrowser.As("administrator", app.Service);

        using var answer = await administrator.Post(path, new StringContent("{\"label\":\"x\"}", Encoding.UTF8, "text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    private static HttpRequestMessage Request(string route, string trick, string token, string othersToken)
    {
        var path = AccessTable.Fill(route.Split(' ')[1]);
        var request = new HttpRequestMessage(new HttpMethod(route.Split(' ')[0]), path) { Content = AccessTable.Body(path) };
        request.Headers.Add("Accept", "application/json");
        var (site, shown) = trick switch
        {
            "no token" => ("same-origin", null),
            "a wrong token" => ("same-origin", token[..^4] + "AAAA"),
            "somebody else's token" => ("same-origin", othersToken),
            "from another site" => ("cross-site", token),
            _ => ((string?)null, token),
        };
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        if (shown is not null)
        {
            request.Headers.Add("X-Form-Token", shown);
        }

        if (trick == "from another origin")
        {
            request.Headers.Add("Origin", "https://elsewhere.example");
        }

        return request;
    }

    /// <summary>For all routes, with a trail of its own: nothing else may write into it meanwhile.</summary>
    public sealed class OneService(TipIntakeApp app) : IAsyncLifetime
    {
        public RunningService Service { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Service = await app.Another("unsafe");

        public ValueTask DisposeAsync() => Service.DisposeAsync();
    }

    private async Task<long> Entries()
    {
        await using var source = app.Database.Superuser("unsafe");
        await using var command = source.CreateCommand("select count(*) from tipintake.audit_entries where act <> 'signed-in'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
