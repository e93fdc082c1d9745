using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using JasperFx.Events;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Triage;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>What open pages are told while they are open.</summary>
public sealed class LeadNewsTests(TipIntakeApp app)
{
    [Fact]
    public async Task An_open_queue_hears_of_new_leads_of_its_object_and_of_no_other()
    {
        var (reference, other) = (await app.HasOpenObject(), await app.HasOpenObject());
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        using var page = await OpenStream.At(app.Service, reviewer, $"/triage/changes?object={reference}");

        await Send(app.Service, other, "About another thing.");
        await Send(app.Service, reference, "One of Faro.");

        Assert.Equal(1, (int)(await page.Next())["opened"]!);
        await Send(app.Service, reference, "Another, of Gent.");
        Assert.Equal(1, (int)(await page.Next())["opened"]!);
    }

    [Fact]
    public async Task An_open_lead_hears_who_took_it_what_joined_and_that_it_was_decided()
    {
        var reference = await app.HasOpenObject();
        await Send(app.Service, reference, "The same words.");
        await app.Service.HasPlaced(reference, tips: 1);
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        using var colleague = await StaffBrowser.As("reviewer-2", app.Service);
        using var page = await OpenStream.At(app.Service, reviewer, $"/triage/changes?lead={reference}.1&holder=nobody");

        using var claimed = await colleague.Post($"/api/v1/triage/leads/{reference}.1/claim");
        var taken = await page.Next();
        await Send(app.Service, reference, "The same words.");
        var joined = await page.Next();
        using var assessed = await colleague.PostJson($"/api/v1/triage/leads/{reference}.1/assessment", new { decision = "spam", reason = "machine-made" });
        var decided = await page.Next();

        Assert.Equal("colleague", (string?)taken["holder"]);
        Assert.Equal(1, (int)joined["joined"]!);
        Assert.Equal(1, (int)decided["decided"]!);
    }

    [Fact]
    public async Task Nobody_opens_more_pages_than_a_person_can_look_at()
    {
        await using var service = await app.Another("manypages");
        using var reviewer = await StaffBrowser.As("reviewer", service);
        using var colleague = await StaffBrowser.As("reviewer-2", service);
        var pages = new List<OpenStream>();
        for (var i = 0; i < LeadNews.MostOfOnePerson; i++)
        {
            pages.Add(await OpenStream.At(service, reviewer, "/triage/changes"));
        }

        using var refused = await reviewer.Get("/triage/changes");
        using var others = await OpenStream.At(service, colleague, "/triage/changes");
        pages.ForEach(page => page.Dispose());

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("ready", others.Began);
    }

    [Fact]
    public async Task Open_pages_do_not_hold_up_a_stop()
    {
        await using var service = await app.Another("stoppedpages");
        using var reviewer = await StaffBrowser.As("reviewer", service);
        using var page = await OpenStream.At(service, reviewer, "/triage/changes");
        var watch = Stopwatch.StartNew();

        await service.Stop();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.True(await page.Ends());
    }

    [Fact]
    public void The_events_have_the_names_that_the_news_look_for()
    {
        Assert.Equal(
            ["lead_opened", "lead_reopened", "assessment_undone", "lead_assessed", "tips_joined"],
            new[] { typeof(LeadOpened), typeof(LeadReopened), typeof(AssessmentUndone), typeof(LeadAssessed), typeof(TipsJoined) }.Select(type => type.GetEventTypeName()));
    }

    private static async Task Send(RunningService service, string reference, string text) => Assert.Equal(HttpStatusCode.Created, (await service.Visitor.SendTip(reference, new { text })).Status);

    private sealed class OpenStream(HttpResponseMessage answer, StreamReader lines) : IDisposable
    {
        public string Began { get; private set; } = "";

        public static async Task<OpenStream> At(RunningService service, StaffBrowser reviewer, string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service.Staff.BaseAddress!, path));
            var answer = await reviewer.Listen(request);
            answer.EnsureSuccessStatusCode();
            var stream = new OpenStream(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
            stream.Began = (await stream.Line("event: "))!;
            return stream;
        }

        public async Task<JsonObject> Next()
        {
            while (await Line("event: ") is var name and not "change")
            {
                Assert.NotNull(name);
            }

            return JsonNode.Parse((await Line("data: "))!)!.AsObject();
        }

        public async Task<bool> Ends()
        {
            while (await lines.ReadLineAsync() is not null)
            {
            }

            return true;
        }

        public void Dispose()
        {
            lines.Dispose();
            answer.Dispose();
        }

        private async Task<string?> Line(string start)
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (await lines.ReadLineAsync(cancel.Token) is { } line)
            {
                if (line.StartsWith(start, StringComparison.Ordinal))
                {
                    return line[start.Length..];
                }
            }

            return null;
        }
    }
}
