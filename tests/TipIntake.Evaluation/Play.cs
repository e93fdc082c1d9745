using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace TipIntake.Evaluation;

/// <summary>A tip of the corpus and where the service put it.</summary>
/// <param name="Hypothesis">The suggestion that its lead is under; null: none.</param>
internal sealed record PlacedTip(LabelledTip Tip, string Lead, string? Hypothesis);

/// <param name="Queue">The leads in the queue's order.</param>
/// <param name="Why">The points of each lead, as the queue shows them.</param>
internal sealed record Played(List<PlacedTip> Tips, List<string> Queue, Dictionary<string, string> Why);

/// <summary>Sends the corpus in time order, waits until everything is placed, and reads what became of it. All through HTTP.</summary>
internal static class Play
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static async Task<Played> RunAsync(List<LabelledTip> corpus, bool textOnly)
    {
        await using var service = await ServiceUnderEvaluation.StartAsync(corpus.Select(tip => tip.Object).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var sent = new Dictionary<(string Reference, DateTimeOffset At), LabelledTip>();
        foreach (var tip in corpus)
        {
            var at = await SendAsync(service, tip, textOnly);
            sent.Add((service.References[tip.Object], at), tip);
        }

        var (queue, why) = await UntilSettledAsync(service, corpus.Count);
        var placed = new List<PlacedTip>();
        foreach (var reference in service.References.Values)
        {
            var hypotheses = await HypothesesAsync(service, reference);
            await foreach (var (at, lead) in TipsAsync(service, reference))
            {
                placed.Add(new PlacedTip(sent[(reference, at)], lead, hypotheses.GetValueOrDefault(lead)));
            }
        }

        return new Played(placed, queue, why);
    }

    private static async Task<DateTimeOffset> SendAsync(ServiceUnderEvaluation service, LabelledTip tip, bool textOnly)
    {
        object body = textOnly ? new { tip.Text } : new { tip.Text, tip.Language, tip.Country, tip.Place, tip.Period, tip.Link, tip.Basis };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/objects/{service.References[tip.Object]}/tips") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", $"evaluation-{tip.Id}");
        using var answer = await service.Visitor.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.Created)
        {
            throw new InvalidOperationException($"{tip.Id} was not taken: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        return (DateTimeOffset)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["receivedAt"]!;
    }

    // The queue stands still when every tip is in it and two looks in a row show the same.
    private static async Task<(List<string> Queue, Dictionary<string, string> Why)> UntilSettledAsync(ServiceUnderEvaluation service, int tips)
    {
        var until = TimeProvider.System.GetUtcNow() + Patience;
        List<string>? before = null;
        while (TimeProvider.System.GetUtcNow() < until)
        {
            var (queue, why, found) = (new List<string>(), new Dictionary<string, string>(StringComparer.Ordinal), 0);
            await foreach (var lead in PagesAsync(service, "/api/v1/triage/queue?", "leads"))
            {
                queue.Add((string)lead["id"]!);
                why[queue[^1]] = string.Join(", ", lead["points"]!.AsArray().Select(point => $"{point!["code"]} {point["points"]}"));
                found += (int)lead["tips"]!;
            }

            if (found == tips && before is not null && queue.SequenceEqual(before))
            {
                return (queue, why);
            }

            before = found == tips ? queue : null;
            await Task.Delay(Pause);
        }

        throw new InvalidOperationException("The tips were not all placed in time.");
    }

    private static async Task<Dictionary<string, string>> HypothesesAsync(ServiceUnderEvaluation service, string reference)
    {
        var answer = await service.Reviewer.GetFromJsonAsync<JsonObject>(new Uri($"/api/v1/triage/objects/{reference}/hypotheses", UriKind.Relative));
        return answer!["hypotheses"]!.AsArray().Index()
            .SelectMany(numbered => numbered.Item!["leads"]!.AsArray().Select(lead => (Lead: (string)lead!, Hypothesis: $"{reference}/{numbered.Index}")))
            .ToDictionary(pair => pair.Lead, pair => pair.Hypothesis, StringComparer.Ordinal);
    }

    private static async IAsyncEnumerable<(DateTimeOffset At, string Lead)> TipsAsync(ServiceUnderEvaluation service, string reference)
    {
        await foreach (var tip in PagesAsync(service, $"/api/v1/triage/objects/{reference}/tips?", "tips"))
        {
            yield return ((DateTimeOffset)tip["receivedAt"]!, (string)tip["lead"]!);
        }
    }

    private static async IAsyncEnumerable<JsonObject> PagesAsync(ServiceUnderEvaluation service, string path, string list)
    {
        string? cursor = null;
        do
        {
            var page = await service.Reviewer.GetFromJsonAsync<JsonObject>(new Uri(cursor is null ? path : $"{path}cursor={Uri.EscapeDataString(cursor)}", UriKind.Relative));
            foreach (var entry in page![list]!.AsArray())
            {
                yield return entry!.AsObject();
            }

            cursor = (string?)page["next"];
        }
        while (cursor is not null);
    }
}
