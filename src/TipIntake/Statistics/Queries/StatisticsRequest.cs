using System.ComponentModel;
using System.Globalization;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace TipIntake.Statistics;

internal sealed record StatisticsRequest(
    [property: FromQuery(Name = "measure"), Description("What is counted: one measure of the definitions, or several with commas between.")] string? Measure = null,
    [property: FromQuery(Name = "by"), Description("By what it is told apart: dimensions with commas between, such as object,week.")] string? By = null,
    [property: FromQuery(Name = "where"), Description("Only these, such as country:PT,country:ES,lane:first. Several values of one dimension are alternatives.")] string? Where = null,
    [property: FromQuery(Name = "from"), Description("First day of the period, such as 2026-01-05. With weeks or months it is moved back to the first day of one.")] string? From = null,
    [property: FromQuery(Name = "to"), Description("Last day of the period. With weeks or months it is moved on to the last day of one.")] string? To = null,
    [property: FromQuery(Name = "asOf"), Description("As it was known at the end of this day, which must be over. Without it as it is known now: provisional.")] string? AsOf = null)
{
    public static readonly string[] Names = ["measure", "by", "where", "from", "to", "asOf"];

    private const int MostDimensions = 4;
    private const int MostFilters = 50;

    /// <summary>Null where something in it is not known; the validator says what.</summary>
    public Measure[]? Measures => All(Measure ?? "tips_accepted", Statistics.Measures.Find);

    public Dimension[]? Dimensions => By is null or "" ? [] : All(By, Statistics.Dimensions.Find) is { Length: <= MostDimensions } found && found.Count(dimension => dimension.IsTime) <= 1 ? found : null;

    public Filter[]? Filters => Where is null or "" ? [] : All(Where, FilterOf) is { Length: <= MostFilters } found ? found : null;

    /// <summary>After it was validated.</summary>
    public StatisticsQuery ToQuery() => new(Measures!, Dimensions!, Filters!, Day(From), Day(To), Day(AsOf));

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1999 and < 2200 ? day : null;

    private static T[]? All<T>(string list, Func<string, T?> find)
        where T : class
    {
        var found = Array.ConvertAll(list.Split(','), name => find(name));
        return found.All(one => one is not null) && found.Distinct().Count() == found.Length ? Array.ConvertAll(found, one => one!) : null;
    }

    private static Filter? FilterOf(string text) =>
        text.Split(':') is [var name, var code] && Statistics.Dimensions.Find(name) is { IsTime: false } dimension && dimension.Allows(code) ? new Filter(dimension, code) : null;
}

internal sealed class StatisticsRequestValidator : AbstractValidator<StatisticsRequest>
{
    public StatisticsRequestValidator()
    {
        RuleFor(r => r.Measure).Must((r, _) => r.Measures is not null).WithErrorCode("measure-unknown");
        RuleFor(r => r.By).Must((r, _) => r.Dimensions is not null).WithErrorCode("dimension-unknown");
        RuleFor(r => r.Where).Must((r, _) => r.Filters is not null).WithErrorCode("filter-unknown");
        RuleFor(r => r.From).Must(text => text is null || StatisticsRequest.Day(text) is not null).WithErrorCode("day-malformed");
        RuleFor(r => r.To).Must(text => text is null || StatisticsRequest.Day(text) is not null).WithErrorCode("day-malformed");
        RuleFor(r => r.AsOf).Must(text => text is null || StatisticsRequest.Day(text) is not null).WithErrorCode("day-malformed");
        RuleFor(r => r.To).Must((r, _) => !(StatisticsRequest.Day(r.To) < StatisticsRequest.Day(r.From))).WithErrorCode("period-backwards");
        When(r => r is { Measures: not null, Dimensions: not null, Filters: not null }, () =>
        {
            RuleFor(r => r.By).Must((r, _) => Can(r, r.Dimensions!)).WithErrorCode("combination-unknown");
            RuleFor(r => r.Where).Must((r, _) => Can(r, [.. r.Filters!.Select(filter => filter.Dimension)])).WithErrorCode("combination-unknown");
            RuleFor(r => r.From).Must((r, _) => (r.From ?? r.To) is null || r.Measures!.All(measure => measure.Clock != Clock.Stock)).WithErrorCode("combination-unknown");
        });
    }

    private static bool Can(StatisticsRequest request, Dimension[] dimensions) => request.Measures!.All(measure => dimensions.All(measure.CanBeToldBy));
}
