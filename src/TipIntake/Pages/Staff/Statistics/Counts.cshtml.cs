using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Security.Access;
using TipIntake.Statistics;

namespace TipIntake.Pages.Staff;

/// <summary>A statistician chooses what is counted, by what and when, and sees it; the address of the page is the question.</summary>
[BindProperties(SupportsGet = true)]
internal sealed class CountsModel(ExportStatistics export) : PageModel
{
    public string? Measure { get; set; }

    public string? By { get; set; }

    public string? Where { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }

    public string? AsOf { get; set; }

    [BindNever]
    public IReadOnlyList<string> Refused { get; private set; } = [];

    /// <summary>Null where the question was refused.</summary>
    [BindNever]
    public StatisticsQuery? Query { get; private set; }

    [BindNever]
    public TipIntake.Statistics.AsOf? KnownUntil { get; private set; }

    [BindNever]
    public (DateOnly From, DateOnly To)? Period { get; private set; }

    /// <summary>Null where there is too much for a page.</summary>
    [BindNever]
    public List<CountView>? Views { get; private set; }

    [BindNever]
    public long Cells { get; private set; }

    /// <summary>The same question for a shell, R and Python.</summary>
    [BindNever]
    public Snippets? Snippets { get; private set; }

    public StatisticsRequest Question => new(Measure ?? Measures.TipsAccepted.Id, By, Where, From, To, AsOf);

    public string MeasureId => Question.Measures is [var first, ..] ? first.Id : Measures.TipsAccepted.Id;

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (CountForm.IsSent(Request.Query))
        {
            return LocalRedirect(CountForm.Address(Request.Query));
        }

        if (Request.Query.Count == 0)
        {
            By = "week";
        }

        var outcome = await export.Run(Person.Of(HttpContext), Question, ExportFormat.Json, cancel, onPage: true);
        if (outcome.IsRefused)
        {
            Refused = RefusalWords.Of(outcome.Refusal);
            return Page();
        }

        await using var open = outcome.Value;
        var table = open.Table;
        Snippets = TipIntake.Statistics.Snippets.For($"{Request.Scheme}://{Request.Host}", open.Export.Canonical, "counts", table.Query.AddsUp);
        (Query, KnownUntil, Period, Cells) = (table.Query, table.AsOf, table.Period, table.Cells * table.Query.Measures.Length);
        Views = Cells <= CountView.MostCells ? await CountView.Of(table, cancel) : null;
        return Page();
    }

    /// <summary>What stands in a field of the form, taken from the question.</summary>
    public string ChosenOver => Question.Dimensions?.FirstOrDefault(dimension => dimension.IsTime)?.Id ?? "";

    public string ChosenTold(int place) => Question.Dimensions?.Where(dimension => !dimension.IsTime).ElementAtOrDefault(place)?.Id ?? "";

    public string ChosenOnly(Dimension dimension) => string.Join(',', (Question.Filters ?? []).Where(filter => filter.Dimension == dimension).Select(filter => filter.Code));

    public string Download(string format) => CountForm.Address("/api/v1/statistics/tips", Question, ("format", format));
}
