using System.Collections.Frozen;
using System.Text.Json;

namespace TipIntake.Triage;

/// <summary>Weights by the codes of their points: what events keep and answers show, whatever the properties are called.</summary>
internal static class WeightCodes
{
    public const string PerDayWaiting = "per-day-waiting";

    public const int Most = 1_000;

    private const string Several = "several";

    private static readonly JsonSerializerOptions Kebab = new() { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower };

    public static readonly FrozenDictionary<string, int> Defaults = Values(new PriorityWeights()).ToFrozenDictionary(StringComparer.Ordinal);

    public static Dictionary<string, int> Values(PriorityWeights weights) =>
        JsonSerializer.SerializeToElement(weights, Kebab).Deserialize<Dictionary<string, int>>(Kebab)!;

    /// <summary>What is not among the values stays as it is in <paramref name="otherwise"/>; a code that exists no more is passed over.</summary>
    public static PriorityWeights Weights(IReadOnlyDictionary<string, int> values, PriorityWeights otherwise)
    {
        var all = Values(otherwise);
        foreach (var (code, value) in values)
        {
            all[code] = value;
        }

        return JsonSerializer.SerializeToElement(all, Kebab).Deserialize<PriorityWeights>(Kebab)!;
    }

    /// <summary>Waiting must never count against a lead, else some would starve.</summary>
    public static bool IsAcceptable(string code, int value) => value is >= -Most and <= Most && (code != PerDayWaiting || value >= 0);

    public static string Sentence(string code) => code == PerDayWaiting
        ? "for each day that it waits"
        : PointCodes.Sentences.GetValueOrDefault(code, code).Replace("{0}", Several, StringComparison.Ordinal);
}
