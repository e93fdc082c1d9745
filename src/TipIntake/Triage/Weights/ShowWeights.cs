using Marten;
using TipIntake.Catalogue;
using TipIntake.Platform;

namespace TipIntake.Triage;

/// <param name="Version">Also the <c>ETag</c>: what a change has to name.</param>
/// <param name="History">Newest first. The first version came from configuration and has neither a time nor a person.</param>
/// <param name="Outcomes">Counted once a day; null before the first time.</param>
internal sealed record ShowWeightsResponse(long Version, WeightView[] Weights, WeightsVersion[] History, PointsAgainstOutcome? Outcomes);

/// <param name="Sentence">What stands on the row of a lead that has the point.</param>
/// <param name="Default">What the program comes with.</param>
internal sealed record WeightView(string Code, string Sentence, int Value, int Default);

/// <param name="Changes">What was different from the version before.</param>
internal sealed record WeightsVersion(long Version, DateTimeOffset? At, string? By, WeightChange[] Changes);

internal sealed record WeightChange(string Code, int From, int To);

/// <summary>What each reason is worth, and who made it so.</summary>
internal sealed class ShowWeights(IQuerySession session, CurrentWeights current)
{
    private const int MostVersions = 100;

    public static async Task<IResult> Handle(HttpContext context, ShowWeights show)
    {
        var weights = await show.Run(context.RequestAborted);
        return new VersionedAnswer(weights.Version, PersonalAnswer.Json(weights, TriageAnswersJson.Readable.ShowWeightsResponse));
    }

    public async Task<ShowWeightsResponse> Run(CancellationToken cancel)
    {
        var (version, weights) = await current.Read(session, cancel);
        var events = await session.Events.FetchStreamAsync(ChangedWeights.Stream, version - 1, token: cancel);
        var history = History([.. events.Select(e => e.Data).OfType<WeightsChanged>()]);
        return new ShowWeightsResponse(
            version,
            [.. WeightCodes.Values(weights).Select(weight => new WeightView(weight.Key, WeightCodes.Sentence(weight.Key), weight.Value, WeightCodes.Defaults[weight.Key]))],
            [.. history.Reverse().Take(MostVersions)],
            await session.LoadAsync<PointsAgainstOutcome>(PointsAgainstOutcome.Only, cancel));
    }

    private IEnumerable<WeightsVersion> History(IReadOnlyList<WeightsChanged> changes)
    {
        var before = WeightCodes.Values(current.First);
        yield return new WeightsVersion(1, null, null, []);
        for (var i = 0; i < changes.Count; i++)
        {
            var (earlier, change) = (before, changes[i]);
            yield return new WeightsVersion(i + 2, change.At, change.By,
                [.. change.Values.Where(weight => earlier.GetValueOrDefault(weight.Key) != weight.Value).Select(weight => new WeightChange(weight.Key, earlier.GetValueOrDefault(weight.Key), weight.Value))]);
            before = change.Values;
        }
    }
}
