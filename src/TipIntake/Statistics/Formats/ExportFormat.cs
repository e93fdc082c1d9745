using Microsoft.Net.Http.Headers;

namespace TipIntake.Statistics;

/// <summary>A way to write an answer down.</summary>
/// <param name="Id">As <c>format=</c> names it.</param>
/// <param name="IsFile">To take away; else to look at.</param>
internal sealed record ExportFormat(string Id, string MediaType, string Extension, bool IsFile, Func<Export, Stream, CancellationToken, Task> Write)
{
    public static readonly ExportFormat Csv = new("csv", "text/csv", "csv", IsFile: true, CsvFile.Write);

    public static readonly ExportFormat Json = new("json", "application/json", "json", IsFile: false, JsonFile.Write);

    public static readonly ExportFormat JsonStat = new("json-stat", "application/json", "json-stat.json", IsFile: true, JsonStatFile.Write);

    public static readonly ExportFormat Parquet = new("parquet", "application/vnd.apache.parquet", "parquet", IsFile: true, ParquetFile.Write);

    public static readonly ExportFormat Package = new("package", "application/zip", "zip", IsFile: true, PackageFile.Write);

    public static readonly ExportFormat[] All = [Csv, Json, JsonStat, Parquet, Package];

    private const string Anything = "*/*";

    /// <summary>With its charset, and of CSV whether it has a header (RFC 4180).</summary>
    public string ContentType => this == Csv ? "text/csv; charset=utf-8; header=present" : MediaType;

    public static ExportFormat? Find(string? id) => Array.Find(All, format => format.Id == id);

    /// <summary>What the caller would rather have; CSV if it is all the same. Null: nothing that there is.</summary>
    public static ExportFormat? Preferred(IList<MediaTypeHeaderValue> accept) =>
        accept.Count == 0 ? Csv : accept.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1).Select(Matching).FirstOrDefault(format => format is not null);

    private static ExportFormat? Matching(MediaTypeHeaderValue type) =>
        type.MediaType.Equals(Anything, StringComparison.Ordinal) ? Csv : Array.Find(All, format => new MediaTypeHeaderValue(format.MediaType).IsSubsetOf(new MediaTypeHeaderValue(type.MediaType)));
}
