using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Triage;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>What a reviewer finds, once the machine has done its part.</summary>
internal static class Reviewing
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The object's open leads, as soon as they hold so many tips and have their points.</summary>
    public static async Task<List<JsonObject>> HasPlaced(this RunningService service, string reference, int tips)
    {
        using var reviewer = await StaffBrowser.As("reviewer", service);
        var until = TimeProvider.System.GetUtcNow() + LongestWait;
        while (true)
        {
            var leads = await Queue(reviewer, $"object={reference}");
            if (leads.Sum(lead => (int)lead["tips"]!) == tips && await service.NothingIsStale(reference))
            {
                // Read again: the first look may have been before the last of them had its points.
                return await Queue(reviewer, $"object={reference}");
            }

            Assert.True(TimeProvider.System.GetUtcNow() < until, string.Create(CultureInfo.InvariantCulture, $"The leads hold {leads.Sum(lead => (int)lead["tips"]!)} tips, not {tips}."));
            await Task.Delay(Pause);
        }
    }

    /// <summary>All pages of the queue.</summary>
    public static async Task<List<JsonObject>> Queue(this StaffBrowser reviewer, string filter)
    {
        var (leads, cursor) = (new List<JsonObject>(), "");
        do
        {
            using var answer = await reviewer.Get($"/api/v1/triage/queue?{filter}{cursor}");
            answer.EnsureSuccessStatusCode();
            var page = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
            leads.AddRange(page["leads"]!.AsArray().Select(lead => lead!.AsObject()));
            cursor = (string?)page["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        return leads;
    }

    /// <summary>Until a lead of the object stands in the queue with so many points for this reason.</summary>
    public static async Task HasPriced(this RunningService service, string reference, string code, int points)
    {
        using var reviewer = await StaffBrowser.As("reviewer", service);
        var until = TimeProvider.System.GetUtcNow() + LongestWait;
        while (!(await Queue(reviewer, $"object={reference}")).Exists(lead => lead["points"]!.AsArray().Any(point => (string)point!["code"]! == code && (int)point["points"]! == points)))
        {
            Assert.True(TimeProvider.System.GetUtcNow() < until, string.Create(CultureInfo.InvariantCulture, $"No lead has {points} points for {code}."));
            await Task.Delay(Pause);
        }
    }

    /// <summary>Leads that two people have decided about, without the tips.</summary>
    /// <param name="same">Both say spam.</param>
    /// <param name="other">The second says plausible; a third says spam.</param>
    public static async Task HasPairs(this RunningService service, int same, int other)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        for (var i = 0; i < same + other; i++)
        {
            var reference = $"OBJ-2026-{Guid.CreateVersion7():N}";
            var second = new SecondReviewed(Decision.Spam, i < same ? Decision.Spam : Decision.Plausible, "advertising", "staff:b", ReviewRules.RejectSample, now);
            object[] events = [new LeadOpened(reference, 1, [], now, null), new LeadAssessed(Decision.Spam, "advertising", "staff:a", 1, now), new SecondReviewAsked(ReviewRules.RejectSample, now), second];
            session.Events.StartStream<Lead>(Lead.IdOf(reference, 1), i < same ? events : [.. events, new Adjudicated(Decision.Spam, "advertising", "staff:c", ReviewRules.RejectSample, now)]);
        }

        await session.SaveChangesAsync();
    }

    private static async Task<bool> NothingIsStale(this RunningService service, string reference)
    {
        await using var command = ((TipIntake.Storage.DatabaseConnections)service.Services.GetService(typeof(TipIntake.Storage.DatabaseConnections))!).Application
            .CreateCommand($"select not exists (select from tipintake.leads where stale and object = '{reference}')");
        return await command.ExecuteScalarAsync() is true;
    }
}
