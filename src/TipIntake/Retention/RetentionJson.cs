using System.Text.Json;
using System.Text.Json.Serialization;
using TipIntake.Platform;

namespace TipIntake.Retention;

/// <summary>What staff send, read strictly (see <see cref="StrictJson"/>).</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = StrictJson.MostLevels, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(PlaceHoldRequest))]
[JsonSerializable(typeof(OrderErasureRequest))]
internal sealed partial class RetentionRequestsJson : JsonSerializerContext;

/// <summary>Answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RetentionView))]
[JsonSerializable(typeof(LegalHold))]
[JsonSerializable(typeof(ErasureOrder))]
internal sealed partial class RetentionAnswersJson : JsonSerializerContext;
