using Microsoft.AspNetCore.Http.Extensions;
using TipIntake.Statistics;

namespace TipIntake.Pages.Staff;

/// <summary>What the form's fields say, put into the one address under which the same question can be asked again, by a page or a program.</summary>
internal static class CountForm
{
    /// <summary>Fields that only the form has; an address that is passed on has none of them.</summary>
    public const string Over = "over";
    public const string Told = "told";
    public const string Also = "also";
    public const string Only = "only-";

    public static bool IsSent(IQueryCollection query) => query.Keys.Any(name => name is Over or Told or Also || name.StartsWith(Only, StringComparison.Ordinal));

    public static string Address(IQueryCollection query)
    {
        var by = new[] { Told, Also, Over }.Select(name => query[name].ToString()).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal);
        var where = query.Where(pair => pair.Key.StartsWith(Only, StringComparison.Ordinal))
            .SelectMany(pair => pair.Value.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(value => $"{pair.Key[Only.Length..]}:{value}"));
        return Address("/statistics", [("measure", string.Join(',', query["measure"].OfType<string>())), ("by", string.Join(',', by)), ("where", string.Join(',', where)), ("from", query["from"]), ("to", query["to"]), ("asOf", query["asOf"])]);
    }

    public static string Address(string path, StatisticsRequest request, params (string Name, string? Value)[] more) =>
        Address(path, [("measure", request.Measure), ("by", request.By), ("where", request.Where), ("from", request.From), ("to", request.To), ("asOf", request.AsOf), .. more]);

    private static string Address(string path, (string Name, string? Value)[] values)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in values)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        // In these lists the comma and the colon are read by people as well.
        return path + query.ToQueryString().ToString().Replace("%2C", ",", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal);
    }
}
