using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Parquet;
using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics.Formats;

/// <summary>Nothing stands in a file that nobody explains. A new measure or dimension goes through here by itself.</summary>
public sealed class DescribedColumnsTests
{
    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var measure in Measures.All)
            {
                Array.ForEach(Array.FindAll(Dimensions.All, measure.CanBeToldBy), dimension => pairs.Add(measure.Id, dimension.Id));
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Every_column_of_every_format_is_in_the_dictionary_and_in_the_package_s_description(string measure, string dimension)
    {
        var export = SampleExport.Of(measure, dimension);

        var header = Lines(await export.Bytes(ExportFormat.Csv))[0].Split(',');
        var json = JsonNode.Parse(await export.Bytes(ExportFormat.Json))!;
        var stat = JsonNode.Parse(await export.Bytes(ExportFormat.JsonStat))!;
        var parquet = await ParquetColumns(export);
        var package = await Unzip(export);

        var fields = JsonNode.Parse(package["datapackage.json"])!["resources"]![0]!["schema"]!["fields"]!.AsArray();
        var explained = Lines(Encoding.UTF8.GetBytes(package["definitions.csv"])).Select(line => line.Split(',')[1]).ToArray();
        Assert.Equal(["as_of", dimension, "measure", "unit", "value", "lower_95", "upper_95", "obs_status", "conf_status"], header);
        Assert.Equal(header, parquet);
        Assert.Equal(header, fields.Select(field => (string)field!["name"]!));
        Assert.All(fields, field => Assert.InRange(((string)field!["description"]!).Length, 10, 400));
        Assert.Empty(header.Append(measure).Except(explained, StringComparer.Ordinal));
        Assert.Empty(json["rows"]![0]!.AsObject().Select(member => member.Key).Except(header, StringComparer.Ordinal));
        Assert.Equal(["measure", dimension], stat["id"]!.AsArray().Select(id => (string)id!));
        Assert.Contains(Definition(dimension), (string)json["dimensions"]![0]!["definition"]!, StringComparison.Ordinal);
        Assert.Contains(measure, package["README.md"], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_measure_and_dimension_has_words_and_a_name_that_no_other_has()
    {
        string[] ids = [.. Measures.All.Select(measure => measure.Id), .. Dimensions.All.Select(dimension => dimension.Id), .. SampleExport.Of("leads", "").Columns.Select(column => column.Name)];
        string[] definitions = [.. Measures.All.Select(measure => measure.Definition), .. Dimensions.All.Select(dimension => dimension.Definition)];

        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.Matches("^[a-z][a-z0-9_]*$", id));
        Assert.All(definitions, definition => Assert.InRange(definition.Length, 10, 400));
        Assert.All(DataDictionary.Rows(), row => Assert.Equal(DataDictionary.Header.Length, row.Length));
        Assert.All(Measures.All, measure => Assert.NotEmpty(DataDictionary.Of(measure).ToldBy));
    }

    internal static async Task<Dictionary<string, string>> Unzip(Export export)
    {
        await using var zip = new ZipArchive(new MemoryStream(await export.Bytes(ExportFormat.Package)));
        return zip.Entries.ToDictionary(entry => entry.Name, entry => new StreamReader(entry.Open(), Encoding.UTF8).ReadToEnd(), StringComparer.Ordinal);
    }

    private static string Definition(string dimension) => Dimensions.Find(dimension)!.Definition;

    private static string[] Lines(byte[] csv) => Encoding.UTF8.GetString(csv).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string[]> ParquetColumns(Export export)
    {
        using var file = new MemoryStream(await export.Bytes(ExportFormat.Parquet));
        await using var reader = await ParquetReader.CreateAsync(file);
        return [.. reader.Schema.DataFields.Select(field => field.Name)];
    }
}
