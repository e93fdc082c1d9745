using System.Globalization;
using System.Security.Cryptography;
using TipIntake.Security.Access;
using TipIntake.Statistics;

namespace TipIntake.IntegrationTests.Statistics;

/// <summary>Questions that were asked as of days that are over, with what the answer was, to the byte.</summary>
internal sealed class CountReplays(ReadCounts counts)
{
    private static readonly (string Measures, string By)[] Questions =
    [
        ("tips_accepted", "object,week"), ("tips_assessed", "object,decision"), ("leads,leads_useful", "month"), ("hypotheses", "kind,outcome"), ("tips_accepted,tips_withdrawn", "country,basis"),
        ("links", "object"), ("useful_share,useful_rate", "week"), ("hours_to_first_decision_median,hours_to_first_decision_p90", "object"), ("leads_second_reviewed", "day"), ("tips_accepted", "category,region"),
    ];

    private readonly List<(StatisticsRequest Question, string Answer)> told = [];

    public int Count => told.Count;

    public async Task Ask(DateOnly day)
    {
        foreach (var (measures, by) in Questions)
        {
            var question = new StatisticsRequest(measures, by, AsOf: day.ToString("O", CultureInfo.InvariantCulture));
            told.Add((question, await Answer(question)));
        }
    }

    /// <summary>Those of so many, drawn by lot, that have another answer now.</summary>
    public async Task<string[]> Differing(int draws)
    {
        var found = new List<string>();
        foreach (var (question, answer) in Random.Shared.GetItems(told.ToArray(), draws))
        {
            found.AddRange(await Answer(question) == answer ? [] : [$"{question.Measure} by {question.By} as of {question.AsOf}"]);
        }

        return [.. found];
    }

    private async Task<string> Answer(StatisticsRequest question)
    {
        await using var table = (await counts.Open(question.ToQuery(), Scope.All, CancellationToken.None)).Value;
        using var bytes = new MemoryStream();
        await ExportFormat.Csv.Write(Export.Of(table), bytes, CancellationToken.None);
        return Convert.ToHexString(SHA256.HashData(bytes.ToArray()));
    }
}
