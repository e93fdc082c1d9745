using System.Net;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Pages;

/// <summary>What the pages say while the database has not answered yet.</summary>
public sealed class UnreadCatalogueTests(TipIntakeApp app)
{
    [Fact]
    public async Task What_has_not_been_read_yet_is_not_said_to_be_nothing()
    {
        var settings = await app.Database.Settings("unreadcatalogue");
        settings["Catalogue:Demonstration"] = "false";
        await using var service = await RunningService.Start(settings, applySchema: false);

        string[] paths = ["/", "/en", "/en?category=bag", "/en/results", "/en/objects/OBJ-2026-0001", "/objects/OBJ-2026-0001", "/objects/OBJ-2026-0001/code.svg"];
        var answers = await Task.WhenAll(paths.Select(path => service.Visitor.Open(path)));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, "no-store"), (answer.Status, answer.Headers["Cache-Control"])));
        Assert.All(answers, answer => Assert.True(answer.Headers.ContainsKey("Retry-After")));
        Assert.All(answers, answer => Assert.DoesNotContain("There is nothing", answer.Body, StringComparison.Ordinal));
    }
}
