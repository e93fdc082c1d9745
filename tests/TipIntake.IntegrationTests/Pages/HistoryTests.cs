using System.Net;
using System.Text.RegularExpressions;
using TipIntake.Catalogue;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Pages;

/// <summary>A browser's history keeps the latest title of each address. It must be the same for those who look and those who tell.</summary>
public sealed partial class HistoryTests(TipIntakeApp app)
{
    [Fact]
    public async Task Whoever_tells_leaves_the_title_of_those_who_look()
    {
        var reference = await app.Service.HasObject("A lamp & a bell", "lighting", "titleland");

        var looked = await app.Visitor.Open($"/en/objects/{reference}");
        var wrong = await app.Visitor.Tell(reference, ("text", "x"));
        var tooLarge = await app.Visitor.Tell(reference, ("text", new string('x', 140_000)));
        var told = await app.Visitor.Tell(reference, ("text", "I have one"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge, 29), (wrong.Status, tooLarge.Status, told.Receipt().Length));
        Assert.Equal("A lamp &amp; a bell", Title(looked));
        Assert.All([wrong, tooLarge, told], answer => Assert.Equal(Title(looked), Title(answer)));
    }

    [Fact]
    public async Task Whoever_is_asked_to_wait_leaves_the_title_of_those_who_look()
    {
        await using var service = await app.Another("waittitle", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);

        var wait = await service.Visitor.Tell(reference, ("text", "I have one"));

        Assert.NotEqual("", wait.Hidden("proof"));
        Assert.Equal(Title(await service.Visitor.Open($"/en/objects/{reference}")), Title(wait));
    }

    [Fact]
    public async Task A_closed_object_has_one_title_too()
    {
        var reference = await app.Service.HasObject(new ObjectClosed(DateTimeOffset.UnixEpoch, []));

        var told = await app.Visitor.Tell(reference, ("text", "I have one"));

        Assert.Equal(HttpStatusCode.Gone, told.Status);
        Assert.Equal(Title(await app.Visitor.Open($"/en/objects/{reference}")), Title(told));
    }

    private static string Title(Answer page) => TitleElement().Match(page.Body).Groups["title"].Value;

    [GeneratedRegex("<title>(?<title>[^<]+)</title>", RegexOptions.ExplicitCapture)]
    private static partial Regex TitleElement();
}
