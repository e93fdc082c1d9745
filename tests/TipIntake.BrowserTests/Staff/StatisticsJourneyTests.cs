using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Storage;

namespace TipIntake.BrowserTests.Staff;

/// <summary>A statistician asks, looks, takes the figures along and proposes a release, and a colleague lets it out.</summary>
public sealed class StatisticsJourneyTests(TipIntakeApp app, RealBrowser browser)
{
    private static readonly string?[] Countries = ["PT", "PT", "PT", "ES", null];

    [Theory]
    [InlineData(1_280, ColorScheme.Light, true)]
    [InlineData(360, ColorScheme.Dark, true)]
    [InlineData(800, ColorScheme.Light, false)]
    public async Task From_a_question_to_a_release_of_two_people(int width, ColorScheme scheme, bool scripts)
    {
        var clock = new MovableClock();
        await using var service = await app.Another($"statistics{width}", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var reference = await Send(service);
        var week = string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(clock.GetUtcNow().UtcDateTime)}-W{ISOWeek.GetWeekOfYear(clock.GetUtcNow().UtcDateTime):00}");
        await UntilDay(clock, service);
        clock.Advance(TimeSpan.FromDays(21));
        await UntilDay(clock, service);
        var (one, other) = (await Colleague.At(browser, service.Staff.BaseAddress!, width, scheme, scripts), await Colleague.At(browser, service.Staff.BaseAddress!, width, scheme));

        await one.ComeInAs("statistician", "/statistics");
        Assert.Contains($"{Countries.Length} tips", await one.Text(), StringComparison.Ordinal);
        await one.IsSound("statistics-week");
        await one.Page.SelectOptionAsync("#over", "month");
        await one.Page.SelectOptionAsync("#told", "country");
        await one.Press("Show");
        await one.IsAt("/statistics?measure=tips_accepted&by=country,month");
        await one.IsSound("statistics-countries");
        await one.Open("/statistics?measure=tips_accepted&by=country,basis");
        Assert.Matches(@"PT\s+not said\s+3\b", await one.Text());
        await one.IsSound("statistics-table");
        await one.Open("/statistics?measure=useful_share&by=day&from=2020-01-01&to=2019-01-01");
        await one.IsSound("statistics-refused");
        await one.Open("/statistics/definitions");
        await one.IsSound("statistics-definitions");
        await one.Open("/statistics/independence");
        Assert.Contains(reference, await one.Text(), StringComparison.Ordinal);
        await one.IsSound("statistics-independence");
        await Release(one, other, week);
    }

    private static async Task Release(Colleague one, Colleague other, string week)
    {
        await one.Open("/statistics/releases");
        await one.Page.FillAsync("#period", week);
        await one.Press("Propose its release");
        await one.Page.IsAt("**/statistics/releases#R-*");
        await one.IsSound("releases-proposed");
        var number = one.Page.Url[(one.Page.Url.LastIndexOf('#') + 1)..];
        await one.Open($"/statistics/releases/{number}");
        Assert.Equal(0, await one.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Let it out" }).CountAsync());

        await other.ComeInAs("statistician-2", "/statistics/releases");
        await other.Follow("Look at it and decide");
        Assert.Contains("too few to tell", await other.Text(), StringComparison.Ordinal);
        await other.IsSound("release-decision");
        await other.Press("Let it out");
        await other.Page.IsAt("**/statistics/releases#R-*");
        Assert.Contains("out", await other.Page.InnerTextAsync(".answer .tag"), StringComparison.Ordinal);
        Assert.Equal(200, await other.Get($"/api/v1/statistics/releases/{number}/tables.csv"));
        await other.IsSound("releases-out");
    }

    private static async Task<string> Send(RunningService service)
    {
        var reference = await service.HasObject();
        foreach (var (place, country) in Countries.Index())
        {
            Assert.Equal(HttpStatusCode.Created, (await service.Visitor.SendTip(reference, new { text = $"Seen at a market, stall number {place}, beside the fish.", country })).Status);
        }

        await service.HasPlaced(reference, Countries.Length);
        return reference;
    }

    // Everything until now is counted, under the day that it is now.
    private static async Task UntilDay(MovableClock clock, RunningService service)
    {
        var day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await using var counted = service.Services.GetRequiredService<DatabaseConnections>().Application.CreateCommand(
            $"select exists (select from tipintake.counted_days where known = '{day:yyyy-MM-dd}') and not exists (select from tipintake.count_news)");
        for (var look = 0; await counted.ExecuteScalarAsync() is not true; look++)
        {
            Assert.True(look < 300, "The day was not counted.");
            await Task.Delay(100);
        }
    }
}
