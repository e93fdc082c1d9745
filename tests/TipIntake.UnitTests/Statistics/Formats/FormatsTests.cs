using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Parquet;
using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics.Formats;

public sealed class FormatsTests
{
    public static TheoryData<string> Formats => [.. ExportFormat.All.Select(format => format.Id)];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task The_same_answer_is_written_in_the_same_bytes(string format)
    {
        var export = SampleExport.Of("useful_share,leads_useful", "object,week");

        var bytes = await export.Bytes(ExportFormat.Find(format)!);

        Assert.NotEmpty(bytes);
        Assert.Equal(bytes, await export.Bytes(ExportFormat.Find(format)!));
        Assert.Equal(bytes, await SampleExport.Of("useful_share,leads_useful", "object,week").Bytes(ExportFormat.Find(format)!));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task An_answer_without_rows_is_a_whole_file_all_the_same(string format)
    {
        var bytes = await SampleExport.Of("tips_accepted", "country", occurring: []).Bytes(ExportFormat.Find(format)!);

        Assert.InRange(bytes.Length, 70, int.MaxValue);
    }

    [Fact]
    public async Task The_table_has_one_number_per_row_no_mark_and_lines_that_end_with_both()
    {
        var bytes = await SampleExport.Of("useful_share", "object").Bytes(ExportFormat.Csv);

        Assert.Equal(
            """
            as_of,object,measure,unit,value,lower_95,upper_95,obs_status,conf_status
            2026-03-31,a1,useful_share,share,0.5,0.5,1.5,A,N
            2026-03-31,b2,useful_share,share,0,0,1,P,N

            """.ReplaceLineEndings("\r\n"),
            Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public async Task No_value_is_nothing_between_commas()
    {
        var lines = Encoding.UTF8.GetString(await SampleExport.Of("tips_accepted", "country").Bytes(ExportFormat.Csv)).Split("\r\n");

        Assert.Equal("2026-03-31,not_said,tips_accepted,tips,,,,M,N", lines[3]);
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+351", "\"'+351\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("@SUM", "\"'@SUM\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("=a\"b", "\"'=a\"\"b\"")]
    [InlineData("a,b", "\"a,b\"")]
    public async Task Nothing_in_the_table_is_a_formula(string code, string cell)
    {
        var csv = Encoding.UTF8.GetString(await SampleExport.Of("tips_accepted", "campaign", occurring: [code]).Bytes(ExportFormat.Csv));

        Assert.StartsWith($"2026-03-31,{cell},tips_accepted", csv.Split("\r\n", 2)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cube_has_as_many_values_as_its_sizes_say_in_the_order_of_its_dimensions()
    {
        var cube = JsonNode.Parse(await SampleExport.Of("useful_share,leads_useful", "object,week").Bytes(ExportFormat.JsonStat))!;

        var sizes = cube["size"]!.AsArray().Select(size => (int)size!).ToArray();
        Assert.Equal([2, 2, 2], sizes);
        Assert.Equal(sizes.Aggregate((a, b) => a * b), cube["value"]!.AsArray().Count);
        Assert.Equal("[0.5,0,null,3.5,0,null,6.5,0]", cube["value"]!.ToJsonString());
        Assert.Equal(["A", "P", "M", "P", "A", "M", "A", "P"], cube["status"]!.AsArray().Select(status => (string)status!));
        Assert.Equal(8, cube["extension"]!["lower_95"]!.AsArray().Count);
        Assert.Equal(("2.0", "dataset", "week", "measure"), ((string)cube["version"]!, (string)cube["class"]!, (string)cube["role"]!["time"]![0]!, (string)cube["role"]!["metric"]![0]!));
        Assert.Equal(["2026-W13", "2026-W14"], cube["dimension"]!["week"]!["category"]!["index"]!.AsArray().Select(week => (string)week!));
        Assert.Equal("share", (string)cube["dimension"]!["measure"]!["category"]!["unit"]!["useful_share"]!["label"]!);
    }

    [Theory]
    [InlineData(false, "2026-03-31")]
    [InlineData(true, "2026-03-31T12:00:05Z")]
    public async Task The_head_of_an_answer_says_of_when_it_is(bool provisional, string asOf)
    {
        var json = JsonNode.Parse(await SampleExport.Of("tips_accepted", "day", provisional: provisional).Bytes(ExportFormat.Json))!;

        Assert.Equal((asOf, provisional, "Europe/Vienna", Measures.Version), ((string)json["asOf"]!, (bool)json["provisional"]!, (string)json["timeZone"]!, (int)json["definitionsVersion"]!));
        Assert.Equal(("2026-03-23", "2026-04-05"), ((string)json["period"]!["from"]!, (string)json["period"]!["to"]!));
        Assert.Equal(14, json["rows"]!.AsArray().Count);
        Assert.Equal("""{"day":"2026-03-23","measure":"tips_accepted","value":0.5,"lower_95":null,"upper_95":null,"obs_status":"A"}""", json["rows"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task Large_tables_have_types_and_groups_of_rows()
    {
        var many = Enumerable.Range(0, 26_000).Select(number => $"c{number:00000}").ToArray();
        var bytes = await SampleExport.Of("tips_accepted,tips_useful", "campaign", occurring: many).Bytes(ExportFormat.Parquet);

        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(bytes));

        Assert.Equal((2, 52_000L), (reader.RowGroupCount, reader.Metadata!.NumRows));
        Assert.Equal([true, false], reader.Schema.DataFields.Where(field => field.Name is "value" or "campaign").Select(field => field.IsNullable).Order().Reverse());
        Assert.Equal(typeof(double), Array.Find(reader.Schema.DataFields, field => field.Name == "value")!.ClrType);
    }

    [Fact]
    public async Task A_package_says_the_size_and_hash_of_what_is_in_it_and_carries_no_time()
    {
        var export = SampleExport.Of("tips_accepted", "object");
        var files = await DescribedColumnsTests.Unzip(export);

        await using var zip = new ZipArchive(new MemoryStream(await export.Bytes(ExportFormat.Package)));
        var manifest = JsonNode.Parse(files["manifest.json"])!;
        Assert.Equal(["data.csv", "definitions.csv", "codes.csv", "datapackage.json", "dcat.jsonld", "manifest.json", "README.md"], zip.Entries.Select(entry => entry.Name));
        Assert.All(zip.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
        Assert.Equal(Encoding.UTF8.GetString(await export.Bytes(ExportFormat.Csv)), files["data.csv"]);
        Assert.All(manifest["files"]!.AsArray(), file => Assert.Equal(Hash(files[(string)file!["name"]!]), (string)file["sha256"]!));
        Assert.Contains(Hash(files["manifest.json"]), files["README.md"], StringComparison.Ordinal);
        Assert.Equal($"sha256:{Hash(files["data.csv"])}", (string)JsonNode.Parse(files["datapackage.json"])!["resources"]![0]!["hash"]!);
        Assert.Equal(files["data.csv"].Length, (int)JsonNode.Parse(files["datapackage.json"])!["resources"]![0]!["bytes"]!);
        Assert.Contains(Hash(files["data.csv"]), files["dcat.jsonld"], StringComparison.Ordinal);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
