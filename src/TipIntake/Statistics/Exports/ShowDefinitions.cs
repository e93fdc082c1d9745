using Microsoft.AspNetCore.Mvc;
using TipIntake.Audit;
using TipIntake.Platform;

namespace TipIntake.Statistics;

internal sealed record ClockDefinition(string Id, string Definition);

/// <param name="Version">Goes up when something is added; what is there never changes its meaning.</param>
internal sealed record ShowDefinitionsResponse(int Version, MeasureDefinition[] Measures, DimensionDefinition[] Dimensions, ClockDefinition[] Clocks);

/// <summary>What can be asked, and what each word of an answer means. It holds no count.</summary>
internal static class ShowDefinitions
{
    public static readonly ShowDefinitionsResponse Response = new(
        Statistics.Measures.Version, Array.ConvertAll(Statistics.Measures.All, DataDictionary.Of), Array.ConvertAll(Statistics.Dimensions.All, DataDictionary.Of),
        Array.ConvertAll(Enum.GetValues<Clock>(), clock => new ClockDefinition(DataDictionary.NameOf(clock), DataDictionary.Explain(clock))));

    public static async Task<IResult> Handle(HttpContext context, [FromQuery(Name = "format")] string? format)
    {
        if (AuditQuery.HasStrangers(context.Request.Query, "format"))
        {
            return Refusals.RequestMalformed.ToProblem();
        }

        if (format is not (null or "json" or "csv"))
        {
            return OpenCounts.Refuse("format", "value-unknown").ToProblem();
        }

        if (format != "csv")
        {
            return PersonalAnswer.Json(Response, StatisticsJson.Default.ShowDefinitionsResponse);
        }

        await StreamedFile.Send(context, ExportFormat.Csv.ContentType, $"definitions_version_{Response.Version}.csv", body => CsvFile.Write(DataDictionary.Header, DataDictionary.Rows(), body, context.RequestAborted));
        return Results.Empty;
    }
}
