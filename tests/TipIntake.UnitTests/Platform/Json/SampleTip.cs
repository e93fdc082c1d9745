using System.Text.Json;
using System.Text.Json.Serialization;
using TipIntake.Platform;

namespace TipIntake.UnitTests.Platform;

/// <summary>The shape of a tip's body, so that what is proved here holds for the real one.</summary>
internal sealed record SampleTip(
    string? Text,
    string? Country,
    string? Place,
    string? Period,
    string? Link,
    string? Basis,
    string? Language,
    string? Contact);

/// <summary>A body with room for any JSON value, for the grammar of numbers, literals and nesting.</summary>
internal sealed record SampleValue(JsonElement? Value);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    MaxDepth = StrictJson.MostLevels,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(SampleTip))]
[JsonSerializable(typeof(SampleValue))]
internal sealed partial class SampleJson : JsonSerializerContext;

[JsonSerializable(typeof(SampleTip))]
internal sealed partial class LaxJson : JsonSerializerContext;
