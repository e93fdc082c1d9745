using System.Text.Json;
using System.Text.Json.Serialization;
using TipIntake.Platform;

namespace TipIntake.Statistics;

/// <summary>What statisticians send, read strictly (see <see cref="StrictJson"/>).</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = StrictJson.MostLevels, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(ProposeReleaseRequest))]
[JsonSerializable(typeof(ReviseReleaseRequest))]
[JsonSerializable(typeof(RefuseReleaseRequest))]
internal sealed partial class ReleaseRequestsJson : JsonSerializerContext;

/// <summary>Answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReleaseView))]
[JsonSerializable(typeof(ListReleasesResponse))]
internal sealed partial class ReleaseAnswersJson : JsonSerializerContext;
