using System.Text.Json.Nodes;

namespace TipIntake.Statistics;

/// <summary>Describes the package to catalogues of data: DCAT 3 as JSON-LD. It names nobody, and no address of ours.</summary>
internal static class DcatRecord
{
    public static JsonObject Describe(Export export, ManifestFile data)
    {
        var record = new JsonObject
        {
            ["@context"] = Context(),
            ["@id"] = $"urn:sha256:{data.Sha256}",
            ["@type"] = "dcat:Dataset",
            ["dct:title"] = string.Join(", ", export.Query.Measures.Select(measure => measure.Name)),
            ["dct:description"] = string.Join(' ', export.Query.Measures.Select(measure => measure.Definition)),
            ["dct:identifier"] = export.Canonical,
            ["dcat:version"] = export.AsOf.Label,
            ["adms:versionNotes"] = $"Version {Measures.Version} of the definitions, program {Export.CodeVersion}.",
            ["dcat:isVersionOf"] = new JsonObject { ["dct:identifier"] = CanonicalQuery.Of(export.Query, asOf: null) },
            ["dct:accessRights"] = new JsonObject { ["@id"] = "http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC" },
            ["dcat:keyword"] = ReadableJson.Texts(export.Columns.Select(column => column.Name)),
            ["dcat:distribution"] = Distribution(data),
        };
        if (export.Period is { } period)
        {
            record["dct:temporal"] = new JsonObject { ["@type"] = "dct:PeriodOfTime", ["dcat:startDate"] = Day(period.From), ["dcat:endDate"] = Day(period.To) };
        }

        return record;
    }

    private static JsonObject Context() => new()
    {
        ["dcat"] = "http://www.w3.org/ns/dcat#",
        ["dct"] = "http://purl.org/dc/terms/",
        ["adms"] = "http://www.w3.org/ns/adms#",
        ["spdx"] = "http://spdx.org/rdf/terms#",
        ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
    };

    private static JsonObject Distribution(ManifestFile data) => new()
    {
        ["@type"] = "dcat:Distribution",
        ["dct:title"] = data.Name,
        ["dcat:mediaType"] = new JsonObject { ["@id"] = "https://www.iana.org/assignments/media-types/text/csv" },
        ["dcat:byteSize"] = new JsonObject { ["@type"] = "xsd:nonNegativeInteger", ["@value"] = $"{data.Bytes}" },
        ["spdx:checksum"] = new JsonObject
        {
            ["@type"] = "spdx:Checksum",
            ["spdx:algorithm"] = new JsonObject { ["@id"] = "spdx:checksumAlgorithm_sha256" },
            ["spdx:checksumValue"] = new JsonObject { ["@type"] = "xsd:hexBinary", ["@value"] = data.Sha256 },
        },
    };

    private static JsonObject Day(DateOnly day) => new() { ["@type"] = "xsd:date", ["@value"] = CanonicalQuery.Text(day) };
}
