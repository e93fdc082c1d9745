using System.Text.Json.Nodes;
using Marten;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.Benchmarks.Database;

/// <summary>Tips with the news of them, as the intake stores both: nobody has put them into leads yet.</summary>
internal static class AnnouncedTips
{
    private const int Batch = 200;

    /// <summary>So far apart are they, so that a day has about as many as a busy appeal.</summary>
    private const int MillisecondsApart = 100;

    public static async Task StoreAsync(IDocumentStore store, IReadOnlyList<string> references, long tips, Progress progress)
    {
        using var bar = progress.Start($"storing {tips:N0} tips", tips);
        var (random, at) = (new Random(1), TimeProvider.System.GetUtcNow().AddMilliseconds(-tips * MillisecondsApart));
        var bodies = new List<string>();
        for (var number = 0L; number < tips; number += Batch)
        {
            var batch = new List<Tip>();
            for (var i = 0; i < Batch; i++)
            {
                // One in four repeats somebody else's words.
                var body = bodies.Count > 0 && random.Next(4) == 0 ? bodies[random.Next(bodies.Count)] : Load.TipText.Body(random, random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture));
                bodies.Add(body);
                at = at.AddMilliseconds(MillisecondsApart);
                batch.Add(Made(JsonNode.Parse(body)!, references[random.Next(references.Count)], at));
            }

            await store.BulkInsertDocumentsAsync([TipNews.Of(TipNewsKind.Arrived, Lane.First, [.. batch.Select(tip => tip.Id)], at), .. batch.Cast<object>()]);
            bar.Add(Batch);
        }
    }

    private static Tip Made(JsonNode body, string about, DateTimeOffset at) => new()
    {
        Id = Guid.NewGuid(),
        Object = about,
        ReceivedAt = at,
        Lane = Lane.First,
        Key = 1,
        Form = 1,
        Text = (string?)body["text"],
        Country = (string?)body["country"],
        Place = (string?)body["place"],
        Period = (string?)body["period"],
        Link = (string?)body["link"],
        Basis = (string?)body["basis"] is { } basis ? BasisNames.All[basis] : null,
        Language = (string?)body["language"],
    };
}
