using System.Globalization;

namespace TipIntake.Statistics;

/// <summary>One way to write a question, so that the same question is the same text. It is an address's query and needs no escaping.</summary>
internal static class CanonicalQuery
{
    /// <param name="asOf">Stands in it only where that day is over: else nobody could ask the same again. Null: whatever the day.</param>
    public static string Of(StatisticsQuery query, AsOf? asOf)
    {
        var where = query.Where.OrderBy(filter => Array.IndexOf(Dimensions.All, filter.Dimension)).ThenBy(filter => filter.Code, StringComparer.Ordinal).Select(filter => $"{filter.Dimension.Id}:{filter.Code}");
        (string Name, string Value)[] parts =
        [
            ("measure", string.Join(',', query.Measures.Select(measure => measure.Id))),
            ("by", string.Join(',', query.By.Select(dimension => dimension.Id))),
            ("where", string.Join(',', where)),
            ("from", Text(query.From)),
            ("to", Text(query.To)),
            ("asOf", asOf is { IsProvisional: false } ? Text(asOf.Day) : ""),
        ];
        return string.Join('&', parts.Where(part => part.Value.Length > 0).Select(part => $"{part.Name}={part.Value}"));
    }

    public static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
