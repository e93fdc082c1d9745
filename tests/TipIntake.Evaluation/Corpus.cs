using System.Text.Json;
using System.Text.Json.Serialization;

namespace TipIntake.Evaluation;

/// <summary>What people who know the answer wrote beside a tip. Never sent to the service.</summary>
internal sealed record Label(
    string? Hypothesis, [property: JsonPropertyName("near_duplicate_of")] string? NearDuplicateOf, string Disposition, [property: JsonPropertyName("first_hand")] bool FirstHand);

/// <summary>One labelled tip.</summary>
/// <param name="AtMinutes">After its object was published.</param>
internal sealed record LabelledTip(
    string Id, string Object, string Text, string? Language, string? Country, string? Place, string? Period, string? Link, string? Basis,
    [property: JsonPropertyName("at_minutes")] double AtMinutes, Label Label)
{
    public bool IsUseful => Label.Disposition == "useful";

    /// <summary>The lead it belongs to: copies and light edits of one text in one language.</summary>
    public string Lead => $"{Object}/{Label.NearDuplicateOf ?? Id}/{Language}";

    /// <summary>The answer it gives; null for none.</summary>
    public string? Answer => Label.Hypothesis is { } hypothesis ? $"{Object}/{hypothesis}" : null;
}

internal static class Corpus
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>All tips of the folder's <c>tips-*.jsonl</c>, in the order in which they came.</summary>
    public static List<LabelledTip> Read(string folder) =>
        [.. Directory.GetFiles(folder, "tips-*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > 0)
            .Select(line => JsonSerializer.Deserialize<LabelledTip>(line, Json)!)
            .OrderBy(tip => tip.AtMinutes).ThenBy(tip => tip.Id, StringComparer.Ordinal)];
}
