using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Parquet;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Statistics;

namespace TipIntake.IntegrationTests.Statistics.Exports;

/// <summary>What a statistician gets over HTTP, from tips that people really sent.</summary>
public sealed class ExportFormatsTests(TipIntakeApp app)
{
    [Fact]
    public async Task Before_the_first_object_and_after_today_there_is_no_number_rather_than_none_counted()
    {
        await using var scene = await ExportScene.Begin(app, "exports_outside");
        await scene.Text("with published as (update tipintake.counted_objects set published = '2020-01-01' returning 1) select count(*) from published");

        var later = await scene.GetText($"tips?from=2100-01-01&asOf={scene.Day}");
        var before = await scene.GetText($"tips?by=day&from=2001-01-01&to=2001-01-02&asOf={scene.Day}");
        var told = await scene.GetText($"tips?by=object,day&where=country:PT&from={scene.Day}&to={scene.Day}&asOf={scene.Day}");

        Assert.EndsWith(",tips_accepted,tips,,,,M,N\r\n", later, StringComparison.Ordinal);
        Assert.All(before.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..], row => Assert.EndsWith(",tips_accepted,tips,,,,M,N", row, StringComparison.Ordinal));
        Assert.DoesNotContain(",M,", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_format_tells_the_same_numbers_and_the_manifest_names_their_bytes()
    {
        await using var scene = await ExportScene.Begin(app, "exports_formats");
        var query = $"tips?measure=tips_accepted&by=object&where=object:{scene.One},object:{scene.Other}&asOf={scene.Day}";

        var csv = await scene.GetText(query);
        var json = JsonNode.Parse(await scene.Get($"{query}&format=json"))!;
        var cube = JsonNode.Parse(await scene.Get($"{query}&format=json-stat"))!;
        var manifest = JsonNode.Parse(await scene.Get(query.Replace("tips?", "tips/manifest?", StringComparison.Ordinal)))!;

        Assert.Equal(
            $"as_of,object,measure,unit,value,lower_95,upper_95,obs_status,conf_status\r\n{scene.Day},{scene.One},tips_accepted,tips,3,,,A,N\r\n{scene.Day},{scene.Other},tips_accepted,tips,1,,,A,N\r\n",
            csv);
        Assert.Equal([3, 1], json["rows"]!.AsArray().Select(row => (int)row!["value"]!));
        Assert.Equal([3, 1], cube["value"]!.AsArray().Select(value => (int)value!));
        Assert.Equal([3.0, 1.0], await Parquet(await scene.Get($"{query}&format=parquet")));
        Assert.Equal(csv, await DataOf(await scene.Get($"{query}&format=package")));
        Assert.Equal((2, scene.Day, false, "UTC"), ((int)manifest["rows"]!, (string)manifest["asOf"]!, (bool)manifest["provisional"]!, (string)manifest["timeZone"]!));
        Assert.Equal(ExportFormat.All.Select(format => format.Id), manifest["files"]!.AsArray().Select(file => (string)file!["format"]!));
        foreach (var file in manifest["files"]!.AsArray())
        {
            var bytes = await scene.Get($"{query}&format={file!["format"]}");
            Assert.Equal(((int)file["bytes"]!, (string)file["sha256"]!), (bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }
    }

    [Fact]
    public async Task The_same_day_gives_the_same_bytes_whatever_happens_later_and_nothing_to_whoever_has_them()
    {
        await using var scene = await ExportScene.Begin(app, "exports_replay");
        var query = $"tips?measure=tips_accepted,tips_withdrawn&by=object,day&from={scene.Day}&to={scene.Day}&asOf={scene.Day}";
        var before = new Dictionary<string, byte[]>();
        foreach (var format in ExportFormat.All)
        {
            before[format.Id] = await scene.Get($"{query}&format={format.Id}");
        }

        await scene.Service.Visitor.SendTip(scene.One, new { text = "Another one that came the day after, from a shop in Ghent." });
        var later = await scene.EndDay();

        foreach (var format in ExportFormat.All)
        {
            using var first = await scene.Ask($"{query}&format={format.Id}");
            using var again = await scene.Ask($"{query}&format={format.Id}", known: first.Headers.ETag!.ToString());
            using var other = await scene.Ask(query.Replace($"asOf={scene.Day}", $"asOf={later}", StringComparison.Ordinal) + $"&format={format.Id}", known: first.Headers.ETag!.ToString());
            Assert.Equal(before[format.Id], await first.Content.ReadAsByteArrayAsync());
            Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (again.StatusCode, other.StatusCode));
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task An_answer_of_today_is_provisional_and_its_tag_moves_with_what_is_counted()
    {
        await using var scene = await ExportScene.Begin(app, "exports_today");

        using var first = await scene.Ask("tips?format=json");
        await scene.Service.Visitor.SendTip(scene.One, new { text = "Another one that came the day after, from a shop in Ghent." });
        await scene.EndDay();
        using var second = await scene.Ask("tips?format=json", known: first.Headers.ETag!.ToString());

        var json = JsonNode.Parse(await first.Content.ReadAsStringAsync())!;
        Assert.True((bool)json["provisional"]!);
        Assert.Equal(("P", 4), ((string)json["rows"]![0]!["obs_status"]!, (int)json["rows"]![0]!["value"]!));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
        Assert.All((HttpResponseMessage[])[first, second], answer => Assert.True(answer.Headers.CacheControl!.NoStore));
    }

    [Fact]
    public async Task The_header_of_a_request_chooses_the_format_and_a_file_has_a_name_without_anybody_in_it()
    {
        await using var scene = await ExportScene.Begin(app, "exports_accept");

        foreach (var (accept, type, name) in new[] { (null, "text/csv", "csv"), ("application/json", "application/json", null), ("application/vnd.apache.parquet", "application/vnd.apache.parquet", "parquet"), ("application/zip", "application/zip", "zip") })
        {
            using var answer = await scene.Ask($"tips?by=country&where=object:{scene.One}&asOf={scene.Day}", accept);
            Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.Equal(name is null ? null : $"tips_accepted_by_country_as_of_{scene.Day}.{name}", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        }

        using var unknown = await scene.Ask("tips", "image/png");
        Assert.Equal(HttpStatusCode.NotAcceptable, unknown.StatusCode);
    }

    private static async Task<double?[]> Parquet(byte[] bytes)
    {
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(bytes));
        using var group = reader.OpenRowGroupReader(0);
        var values = new double?[(int)group.RowCount];
        await group.ReadAsync<double>(Array.Find(reader.Schema.DataFields, field => field.Name == "value")!, values);
        return values;
    }

    private static async Task<string> DataOf(byte[] package)
    {
        await using var zip = new ZipArchive(new MemoryStream(package));
        using var reader = new StreamReader(await zip.GetEntry("data.csv")!.OpenAsync(), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
