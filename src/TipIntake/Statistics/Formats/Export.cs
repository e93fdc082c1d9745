using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace TipIntake.Statistics;

/// <summary>An answer as every format sees it: its head stands, and its rows can be read as often as a format needs, always as of the same moment.</summary>
/// <param name="Scope">The objects of the person who asks; null: all.</param>
internal sealed record Export(StatisticsQuery Query, AsOf AsOf, Axis[] Axes, (DateOnly From, DateOnly To)? Period, string[]? Scope, Func<CancellationToken, IAsyncEnumerable<CountRow>> Rows)
{
    /// <summary>Not for publication, for internal use only: SDMX, CL_CONF_STATUS. What is published is made elsewhere.</summary>
    public const string ConfidentialityStatus = "N";

    /// <summary>Of the program that made a file; another one may write it otherwise.</summary>
    public static readonly string CodeVersion = typeof(Export).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private const int TagBytes = 16;

    public string Canonical => CanonicalQuery.Of(Query, AsOf);

    public ExportColumn[] Columns => ExportColumns.Of(this);

    public long RowCount => Axes.Aggregate((long)Query.Measures.Length, (rows, axis) => rows * axis.Values.Length);

    /// <summary>Says what is in it and of when, and nothing about who asked.</summary>
    public string FileName
    {
        get
        {
            var measure = Query.Measures is [var only] ? only.Id : $"{Query.Measures.Length}_measures";
            var by = Query.By.Length == 0 ? "" : $"_by_{string.Join('_', Query.By.Select(dimension => dimension.Id))}";
            return $"{measure}{by}_as_of_{AsOf.Label.Replace(":", "", StringComparison.Ordinal)}";
        }
    }

    public static Export Of(CountTable table) => new(table.Query, table.AsOf, table.Axes, table.Period, table.Objects, table.Rows);

    /// <summary>The same with its first row read: what the database cannot answer fails here, before anything is written.</summary>
    public async Task<Export> Begin(CancellationToken cancel)
    {
        var begun = Rows(cancel).GetAsyncEnumerator(cancel);
        var isThere = await begun.MoveNextAsync();
        return this with { Rows = again => Interlocked.Exchange(ref begun, null) is { } rows ? Rest(rows, isThere) : Rows(again) };
    }

    /// <summary>Names the bytes: everything that they depend on. While a day lasts, also how far it was counted.</summary>
    public string Tag(string format)
    {
        var moment = AsOf.Until is { } until ? $"{AsOf.Day:O} {until.UtcTicks}" : $"{AsOf.Day:O}";
        var scope = Scope is null ? "*" : string.Join(',', Scope.Order(StringComparer.Ordinal));
        var all = string.Join('\n', Canonical, moment, AsOf.Zone, $"{Measures.Version}", CodeVersion, format, scope);
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, TagBytes))}\"";
    }

    private static async IAsyncEnumerable<CountRow> Rest(IAsyncEnumerator<CountRow> rows, bool isThere)
    {
        await using var reading = rows;
        for (; isThere; isThere = await rows.MoveNextAsync())
        {
            yield return rows.Current;
        }
    }
}
