using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Security.Access;
using TipIntake.Statistics;

namespace TipIntake.Pages.Staff;

/// <summary>How far many tips are many sources: for each object tips beside distinct wordings and distinct links.</summary>
internal sealed class IndependenceModel(ExportStatistics export) : PageModel
{
    private static readonly StatisticsRequest Question = new($"{Measures.TipsAccepted.Id},{Measures.LeadsFound.Id},{Measures.DistinctLinks.Id}", Dimensions.Object.Id);

    public IReadOnlyList<Independence> Objects { get; private set; } = [];

    public string KnownUntil { get; private set; } = "";

    public static string AsCsv => CountForm.Address("/api/v1/statistics/tips", Question, ("format", "csv"));

    public async Task OnGet(CancellationToken cancel)
    {
        await using var open = (await export.Run(Person.Of(HttpContext), Question, ExportFormat.Json, cancel)).Value;
        var table = open.Table;
        KnownUntil = table.AsOf.Label;
        var figures = new Dictionary<string, Independence>(StringComparer.Ordinal);
        await foreach (var row in table.Rows(cancel))
        {
            var reference = row.Values[0].Code;
            figures[reference] = figures.GetValueOrDefault(reference, new Independence(reference, 0, 0, 0)).With(row.Measure, row.Value ?? 0);
        }

        Objects = [.. figures.Values.Where(one => one.Tips > 0).OrderByDescending(one => one.Tips).ThenBy(one => one.Object, StringComparer.Ordinal)];
    }
}

internal sealed record Independence(string Object, decimal Tips, decimal Wordings, decimal Links)
{
    public decimal PerWording => Wordings == 0 ? 0 : Math.Round(Tips / Wordings, 2, MidpointRounding.AwayFromZero);

    public Independence With(Measure measure, decimal value) =>
        measure == Measures.TipsAccepted ? this with { Tips = value } : measure == Measures.LeadsFound ? this with { Wordings = value } : this with { Links = value };
}
