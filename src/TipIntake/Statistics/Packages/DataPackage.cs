using System.Text.Json.Nodes;

namespace TipIntake.Statistics;

/// <summary>Describes the files of a package as Data Package version 2 has it, so that programs know every column.</summary>
internal static class DataPackage
{
    private const string Profiles = "https://datapackage.org/profiles/2.0/";

    public static JsonObject Describe(Export export, IReadOnlyDictionary<string, ManifestFile> files) => new()
    {
        ["$schema"] = Profiles + "datapackage.json",
        ["name"] = export.FileName.Replace('_', '-').ToLowerInvariant(),
        ["id"] = $"urn:sha256:{files["data.csv"].Sha256}",
        ["title"] = $"{string.Join(", ", export.Query.Measures.Select(measure => measure.Name))}, as of {export.AsOf.Label}",
        ["description"] = $"Exact internal counts, not for publication. Question: {export.Canonical}. Days begin and end in {export.AsOf.Zone}.",
        ["version"] = $"{Measures.Version}.0.0",
        ["sources"] = new JsonArray(new JsonObject { ["title"] = $"TipIntake {Export.CodeVersion}" }),
        ["resources"] = new JsonArray(
            Resource("data", "One number per row.", files["data.csv"], Schema(export)),
            Resource("definitions", "What the measures, dimensions and columns mean.", files["definitions.csv"], Schema(DataDictionary.Header, ["id"])),
            Resource("codes", "The SDMX codes that stand in the data.", files["codes.csv"], Schema(SdmxCodes.Header, ["list", "code"]))),
    };

    private static JsonObject Resource(string name, string description, ManifestFile file, JsonObject schema) => new()
    {
        ["$schema"] = Profiles + "dataresource.json",
        ["name"] = name,
        ["type"] = "table",
        ["path"] = file.Name,
        ["description"] = description,
        ["format"] = "csv",
        ["mediatype"] = "text/csv",
        ["encoding"] = "utf-8",
        ["bytes"] = file.Bytes,
        ["hash"] = $"sha256:{file.Sha256}",
        ["dialect"] = new JsonObject { ["$schema"] = Profiles + "tabledialect.json", ["header"] = true, ["delimiter"] = ",", ["lineTerminator"] = CsvFile.LineEnd, ["quoteChar"] = "\"", ["doubleQuote"] = true },
        ["schema"] = schema,
    };

    private static JsonObject Schema(Export export)
    {
        var columns = export.Columns;
        var schema = Schema(columns.Select(Field), columns.Where(column => column.IsKey).Select(column => column.Name));
        schema["foreignKeys"] = new JsonArray(new JsonObject
        {
            ["fields"] = ReadableJson.Texts([ExportColumns.Measure]),
            ["reference"] = new JsonObject { ["resource"] = "definitions", ["fields"] = ReadableJson.Texts(["id"]) },
        });
        return schema;
    }

    private static JsonObject Schema(string[] columns, string[] keys) => Schema(columns.Select(name => new JsonObject { ["name"] = name, ["type"] = name == "since" ? "integer" : "string", ["description"] = Explain(name) }), keys);

    private static JsonObject Schema(IEnumerable<JsonObject> fields, IEnumerable<string> keys) => new()
    {
        ["$schema"] = Profiles + "tableschema.json",
        ["fields"] = new JsonArray([.. fields]),
        ["missingValues"] = ReadableJson.Texts([""]),
        ["primaryKey"] = ReadableJson.Texts(keys),
    };

    private static JsonObject Field(ExportColumn column)
    {
        var constraints = new JsonObject { ["required"] = column.IsRequired };
        var field = new JsonObject { ["name"] = column.Name, ["title"] = column.Title, ["description"] = column.Definition, ["type"] = TypeOf(column.Kind), ["constraints"] = constraints };
        if (column.Kind == ColumnKind.Number)
        {
            constraints["minimum"] = 0;
        }

        if (column.Codes is { } codes)
        {
            constraints["enum"] = ReadableJson.Texts(codes.Select(code => code.Code));
            field["categories"] = new JsonArray([.. codes.Select(code => new JsonObject { ["value"] = code.Code, ["label"] = code.Name })]);
        }

        return field;
    }

    private static string TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "number",
        ColumnKind.Day => "date",
        ColumnKind.Month => "yearmonth",
        ColumnKind.Moment => "datetime",
        _ => "string",
    };

    private static string Explain(string column) => column switch
    {
        "kind" => "measure, dimension, or column that every file has",
        "id" => "as it stands in the data",
        "name" => "what people call it",
        "unit" => "of a measure",
        "clock" => "by which moment a measure falls into a period: received, assessed, decided or stock",
        "definition" => "in plain words",
        "codes" => "all that can stand in it, with spaces between; nothing: as they occur",
        "since" => "the version of the definitions that brought it",
        "told_by" => "the dimensions that a measure can be told apart by",
        "list" => "the code list of SDMX",
        "code" => "as it stands in the data",
        "meaning" => "what it says",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, null),
    };
}
