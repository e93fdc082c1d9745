using System.Text.Json.Serialization;

namespace TipIntake.Statistics;

/// <summary>Answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(ShowDefinitionsResponse))]
internal sealed partial class StatisticsJson : JsonSerializerContext;
