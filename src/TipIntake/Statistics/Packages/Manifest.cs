using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace TipIntake.Statistics;

/// <param name="Format">As the interface calls it; null: of a file within the package.</param>
/// <param name="Sha256">Of its bytes, as hexadecimal digits.</param>
internal sealed record ManifestFile(string Name, string MediaType, long Bytes, string Sha256, string? Format = null);

/// <param name="From">First day of the period; null: since counting began.</param>
internal sealed record ManifestPeriod(string From, string To);

/// <summary>By which files can be told to be the ones that were made of a question: whoever asks the same again as of a day that is over gets these bytes.</summary>
/// <param name="Query">The question, in the one way to write it.</param>
/// <param name="Rows">Without the header.</param>
internal sealed record Manifest(
    string Query, string AsOf, bool Provisional, string TimeZone, ManifestPeriod? Period, int DefinitionsVersion, string CodeVersion, string ConfStatus, long Rows, ManifestFile[] Files)
{
    public static Manifest Of(Export export, IEnumerable<ManifestFile> files) => new(
        export.Canonical, export.AsOf.Label, export.AsOf.IsProvisional, export.AsOf.Zone,
        export.Period is { } period ? new ManifestPeriod(CanonicalQuery.Text(period.From), CanonicalQuery.Text(period.To)) : null,
        Measures.Version, Export.CodeVersion, Export.ConfidentialityStatus, export.RowCount, [.. files]);
}

/// <summary>How small JSON files are written: to be read by people too.</summary>
internal static class ReadableJson
{
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Of(JsonNode node) => node.ToJsonString(Form) + "\n";

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
