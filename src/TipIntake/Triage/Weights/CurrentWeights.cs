using Marten;

namespace TipIntake.Triage;

/// <summary>
/// The weights in force: what each reason adds to a lead's score. Whoever reckons reads them in the transaction in which it reckons, so no node works with old ones.
/// Section <c>Triage:Weights</c> gives the first version; what is not set there has its default.
/// </summary>
internal sealed class CurrentWeights(IConfiguration configuration)
{
    public PriorityWeights First { get; } = configuration.GetSection("Triage:Weights").Get<PriorityWeights>() ?? new PriorityWeights();

    public async Task<(long Version, PriorityWeights Weights)> Read(IQuerySession session, CancellationToken cancel) =>
        await session.LoadAsync<ChangedWeights>(ChangedWeights.Stream, cancel) is { } changed
            ? (changed.Changes + 1, WeightCodes.Weights(changed.Values, First))
            : (1, First);
}
