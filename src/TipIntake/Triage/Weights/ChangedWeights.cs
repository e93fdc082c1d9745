using JasperFx.Events;

namespace TipIntake.Triage;

/// <summary>An administrator set other weights.</summary>
/// <param name="Values">All of them, by code, so that no later version depends on what the program's defaults were.</param>
internal sealed record WeightsChanged(Dictionary<string, int> Values, string By, DateTimeOffset At);

/// <summary>The weights after the last change; folded from the one stream of them. While nobody has changed any, configuration speaks.</summary>
internal sealed record ChangedWeights(string Id)
{
    public const string Stream = "triage-weights";

    public Dictionary<string, int> Values { get; init; } = [];

    public long Changes { get; init; }

    public static ChangedWeights Create(IEvent<WeightsChanged> e) => new(e.StreamKey!) { Values = e.Data.Values, Changes = 1 };

    public ChangedWeights Apply(WeightsChanged e) => this with { Values = e.Values, Changes = Changes + 1 };
}
