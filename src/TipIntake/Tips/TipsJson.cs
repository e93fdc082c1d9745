using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using TipIntake.Platform;

namespace TipIntake.Tips;

/// <summary>What the public sends, read strictly (see <see cref="StrictJson"/>).</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = StrictJson.MostLevels, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(SubmitTipRequest))]
[JsonSerializable(typeof(FollowTipRequest))]
[JsonSerializable(typeof(AddToTipRequest))]
[JsonSerializable(typeof(WithdrawTipRequest))]
internal sealed partial class TipRequestsJson : JsonSerializerContext;

/// <summary>Answers and stored documents, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ShowChallengeResponse))]
[JsonSerializable(typeof(SubmitTipResponse))]
[JsonSerializable(typeof(FollowTipResponse))]
[JsonSerializable(typeof(AddToTipResponse))]
[JsonSerializable(typeof(Tip))]
[JsonSerializable(typeof(TipMessage))]
[JsonSerializable(typeof(TipNews))]
[JsonSerializable(typeof(SenderContact))]
[JsonSerializable(typeof(Campaign))]
internal sealed partial class TipsJson : JsonSerializerContext;

/// <summary>The same for answers: letters of any script as themselves, what HTML would take for a tag escaped.</summary>
internal static class TipAnswersJson
{
    public static readonly TipsJson Readable = new(new JsonSerializerOptions(TipsJson.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
