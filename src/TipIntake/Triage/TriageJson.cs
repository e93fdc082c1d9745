using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using TipIntake.Platform;

namespace TipIntake.Triage;

/// <summary>What reviewers send, read strictly (see <see cref="StrictJson"/>).</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = StrictJson.MostLevels, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(ReadSealedContactRequest))]
[JsonSerializable(typeof(AssessLeadRequest))]
[JsonSerializable(typeof(HandReferralOverRequest))]
[JsonSerializable(typeof(CloseReferralRequest))]
[JsonSerializable(typeof(SplitLeadRequest))]
[JsonSerializable(typeof(MergeLeadsRequest))]
[JsonSerializable(typeof(AskSenderRequest))]
[JsonSerializable(typeof(OpenHypothesisRequest))]
[JsonSerializable(typeof(DescribeHypothesisRequest))]
[JsonSerializable(typeof(MoveLeadsRequest))]
[JsonSerializable(typeof(MergeHypothesesRequest))]
[JsonSerializable(typeof(SetOutcomeRequest))]
[JsonSerializable(typeof(RefuseSuggestionRequest))]
[JsonSerializable(typeof(ChangeWeightsRequest))]
internal sealed partial class TriageRequestsJson : JsonSerializerContext;

/// <summary>Answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TipView))]
[JsonSerializable(typeof(ListTipsResponse))]
[JsonSerializable(typeof(ReadSealedContactResponse))]
[JsonSerializable(typeof(ListLeadsResponse))]
[JsonSerializable(typeof(LeadView))]
[JsonSerializable(typeof(Lead))]
[JsonSerializable(typeof(ListReferralsResponse))]
[JsonSerializable(typeof(ClaimLeadResponse))]
[JsonSerializable(typeof(ListHypothesesResponse))]
[JsonSerializable(typeof(HypothesisResponse))]
[JsonSerializable(typeof(SplitLeadResponse))]
[JsonSerializable(typeof(MergeLeadsResponse))]
[JsonSerializable(typeof(ListReviewsResponse))]
[JsonSerializable(typeof(ShowAgreementResponse))]
[JsonSerializable(typeof(ShowWeightsResponse))]
[JsonSerializable(typeof(ShowBurstResponse))]
[JsonSerializable(typeof(IReadOnlyList<SuggestionReason>))]
[JsonSerializable(typeof(LeadChange))]
internal sealed partial class TriageJson : JsonSerializerContext;

/// <summary>The same with letters of any script as themselves, and what HTML would take for a tag escaped.</summary>
internal static class TriageAnswersJson
{
    public static readonly TriageJson Readable = new(new JsonSerializerOptions(TriageJson.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
