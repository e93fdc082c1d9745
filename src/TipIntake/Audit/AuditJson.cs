using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace TipIntake.Audit;

/// <summary>Answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditEntriesView))]
[JsonSerializable(typeof(AuditCheckpointsView))]
internal sealed partial class AuditJson : JsonSerializerContext;

/// <summary>The same, with letters of any script as themselves.</summary>
internal static class AuditAnswersJson
{
    public static readonly AuditJson Readable = new(new JsonSerializerOptions(AuditJson.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
