using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NetVips;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Catalogue;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests.Staff;

/// <summary>An editor and a publisher bring an object to the public, and take it away again.</summary>
public sealed class CatalogueJourneyTests(TipIntakeApp app, RealBrowser browser)
{
    [Theory]
    [InlineData(1_280, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task An_object_goes_from_a_covered_photo_to_the_public_and_is_taken_down(int width, ColorScheme scheme)
    {
        var door = app.Service.Staff.BaseAddress!;
        var (editor, publisher) = (await Colleague.At(browser, door, width, scheme), await Colleague.At(browser, door, width, scheme));

        var reference = await Draft(editor);
        await AddCoveredPhoto(editor, reference);
        await IsSound(editor, "object");
        await editor.Follow("Propose");
        await IsSound(editor, "propose");
        foreach (var point in await editor.Page.GetByRole(AriaRole.Checkbox).AllAsync())
        {
            await point.CheckAsync();
        }

        await editor.Press("Propose");
        await editor.IsAt($"/catalogue/{reference}");

        await publisher.ComeInAs("publisher");
        Assert.Matches("waits? for your decision", await publisher.Text());
        await publisher.Open($"/catalogue/{reference}");
        await publisher.Follow("Approve");
        await IsSound(publisher, "approve");
        await publisher.Press("Approve");
        await publisher.Follow("Publish");
        await publisher.Press("Publish");
        await publisher.IsAt($"/catalogue/{reference}");
        var shown = await app.Visitor.Read($"/en/objects/{reference}");
        var photo = await Photo(publisher);

        await publisher.Follow("Withdraw");
        await publisher.Page.SelectOptionAsync("#reason", "shows-person");
        await IsSound(publisher, "withdraw");
        await publisher.Press("Withdraw");
        await publisher.IsAt($"/catalogue/{reference}");
        using var gone = await app.Visitor.GetAsync(new Uri($"/en/objects/{reference}", UriKind.Relative));

        Assert.Contains("A bag with four colours", shown, StringComparison.Ordinal);
        Assert.Equal((200, 300), (photo.Width, photo.Height));
        Assert.All(photo[100, 70], band => Assert.InRange(band, 0, 8));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, gone.StatusCode);
        await publisher.Open("/catalogue");
        await IsSound(publisher, "catalogue");
    }

    private static async Task<string> Draft(Colleague editor)
    {
        await editor.ComeInAs("editor", "/catalogue/new");
        await IsSound(editor, "new");
        await editor.Page.FillAsync("#title-0", "A bag with four colours");
        await editor.Page.FillAsync("#question-0", "Where was it sold?");
        await editor.Page.SelectOptionAsync("#category", "bag");
        await editor.Page.FillAsync("#regions", "PT, ES");
        await editor.Press("Save");
        await editor.Page.IsAt("**/catalogue/OBJ-*");
        return editor.Page.Url[(editor.Page.Url.LastIndexOf('/') + 1)..];
    }

    // The part to keep by dragging, what to cover by numbers.
    private static async Task AddCoveredPhoto(Colleague editor, string reference)
    {
        await editor.Open($"/catalogue/{reference}/photo");
        await editor.Page.SetInputFilesAsync("#file", new FilePayload { Name = "bag.jpg", MimeType = "image/jpeg", Buffer = Pictures.FromCamera(6) });
        var canvas = editor.Page.Locator("[data-picture]");
        await canvas.WaitForAsync();
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = (await canvas.BoundingBoxAsync())!;
        var mouse = editor.Page.Mouse;
        await mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 1);
        await mouse.DownAsync();
        await mouse.MoveAsync(box.X + box.Width - 1, box.Y + box.Height - 1, new MouseMoveOptions { Steps = 5 });
        await mouse.UpAsync();
        Assert.Matches(@"^\d+,\d+,\d+,\d+$", await editor.Page.InputValueAsync("#crop"));
        await editor.Page.FillAsync("#crop", "200,0,200,300");
        await editor.Page.FillAsync("#cover-0", "200,0,200,150");
        await editor.Page.FillAsync("#description", "A bag on a hook");
        await IsSound(editor, "photo");
        await editor.Press("Add the photo");
        await editor.IsAt($"/catalogue/{reference}");
    }

    private async Task<Image> Photo(Colleague publisher)
    {
        var address = (await publisher.Page.Locator(".served img").GetAttributeAsync("src"))!;
        return Image.NewFromBuffer(await app.Visitor.GetByteArrayAsync(new Uri(address.Replace("/api/v1/catalogue", "", StringComparison.Ordinal), UriKind.Relative)));
    }

    private static async Task IsSound(Colleague colleague, string name)
    {
        var page = colleague.Page;
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"desk-{name}-{page.ViewportSize!.Width}.png"), FullPage = true });
        }

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than the screen");
        var faults = await page.RunAxe();
        Assert.Empty(faults.Violations.Select(fault => $"{name}: {fault.Id}: {string.Join("; ", fault.Nodes.Select(node => node.Html))}"));
    }
}
