using System.Net;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Staff;

/// <summary>The hourly budget holds against whoever asks for much at the same moment.</summary>
public sealed class ReadBudgetTests(TipIntakeApp app)
{
    [Fact]
    public async Task Many_readings_at_once_stay_within_the_budget()
    {
        await using var service = await app.Another("atonce", ("Staff:ReadsPerHour", "3"));
        var reference = await service.HasObject();
        Assert.Equal(HttpStatusCode.Created, (await service.Visitor.SendTip(reference, new { text = "one of many" })).Status);
        await using var session = service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var tip = (await session.Query<TipIntake.Tips.Tip>().SingleAsync(found => found.Object == reference)).Id;
        using var reviewer = await StaffBrowser.As("reviewer", service);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => reviewer.Get($"/api/v1/triage/tips/{tip}")));

        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(27, answers.Count(answer => answer.StatusCode == HttpStatusCode.Forbidden));
    }
}
