using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace TipIntake.Statistics;

/// <summary>A zip with everything that somebody needs who has nothing but it. Its files stand in a fixed order and have no time of their own, so that the same question makes the same bytes.</summary>
internal static class PackageFile
{
    // The first that a zip can hold.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task Write(Export export, Stream target, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        var files = new Dictionary<string, ManifestFile>(StringComparer.Ordinal);
        await Add("data.csv", "text/csv", file => CsvFile.Write(export, file, cancel));
        await Add("definitions.csv", "text/csv", file => CsvFile.Write(DataDictionary.Header, DataDictionary.Rows(export), file, cancel));
        await Add("codes.csv", "text/csv", file => CsvFile.Write(SdmxCodes.Header, SdmxCodes.Rows, file, cancel));
        await AddText("datapackage.json", "application/json", ReadableJson.Of(DataPackage.Describe(export, files)));
        await AddText("dcat.jsonld", "application/ld+json", ReadableJson.Of(DcatRecord.Describe(export, files["data.csv"])));
        var manifest = JsonSerializer.SerializeToNode(Manifest.Of(export, files.Values), StatisticsJson.Default.Manifest)!;
        await AddText("manifest.json", "application/json", ReadableJson.Of(manifest));
        await AddText("README.md", "text/markdown", PackageReadme.Write(export, files["data.csv"], files["manifest.json"]));

        Task AddText(string name, string mediaType, string text) => Add(name, mediaType, file => file.WriteAsync(Encoding.UTF8.GetBytes(text), cancel).AsTask());

        async Task Add(string name, string mediaType, Func<Stream, Task> write)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = NoTime;
            await using var file = await entry.OpenAsync(cancel);
            await using var measured = new MeasuredStream(file);
            await write(measured);
            files[name] = new ManifestFile(name, mediaType, measured.Bytes, measured.Sha256);
        }
    }
}
