using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using TipIntake.Platform;

namespace TipIntake.Staff;

/// <summary>What staff send, read strictly (see <see cref="StrictJson"/>).</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = StrictJson.MostLevels, RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(PasskeyRequest))]
[JsonSerializable(typeof(EnrolOptionsRequest))]
[JsonSerializable(typeof(EnrolRequest))]
[JsonSerializable(typeof(AddPasskeyRequest))]
[JsonSerializable(typeof(ProposeStaffChangeRequest))]
[JsonSerializable(typeof(MakeApiTokenRequest))]
[JsonSerializable(typeof(DecideStaffProposalRequest))]
[JsonSerializable(typeof(AskForDigestRequest))]
internal sealed partial class StaffRequestsJson : JsonSerializerContext;

/// <summary>Answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PasskeyOptions))]
[JsonSerializable(typeof(ProposeStaffChangeResponse))]
[JsonSerializable(typeof(DecideStaffProposalResponse))]
[JsonSerializable(typeof(ListStaffResponse))]
[JsonSerializable(typeof(MakeApiTokenResponse))]
[JsonSerializable(typeof(ListApiTokensResponse))]
[JsonSerializable(typeof(OwnAccount))]
[JsonSerializable(typeof(DigestChoice))]
internal sealed partial class StaffJson : JsonSerializerContext;

/// <summary>The same with letters of any script as themselves, and what HTML would take for a tag escaped.</summary>
internal static class StaffAnswersJson
{
    public static readonly StaffJson Readable = new(new JsonSerializerOptions(StaffJson.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
