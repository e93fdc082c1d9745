using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Catalogue;
using TipIntake.IntegrationTests.Catalogue.Workflow;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests.Staff;

/// <summary>What a publisher does with what was proposed, and how an editor brings a photo by hand.</summary>
public sealed class CatalogueDecisionTests(TipIntakeApp app, RealBrowser browser)
{
    [Fact]
    public async Task What_a_publisher_gives_back_waits_for_its_editor_with_the_reason_and_the_note()
    {
        await using var service = await app.Another("givenback");
        using var desk = await DeskWorker.As("editor", service);
        var reference = (await desk.Propose(Pictures.FromCamera(3))).Reference;
        var (publisher, editor) = (await At(service), await At(service));

        await publisher.ComeInAs("publisher", $"/catalogue/{reference}");
        await publisher.Follow("Return");
        await publisher.Page.SelectOptionAsync("#reason", "text-wrong");
        await publisher.Page.FillAsync("#note", "It is a basket, not a bag.");
        await publisher.Press("Return to the editors");
        await publisher.IsAt($"/catalogue/{reference}");
        await editor.ComeInAs("editor");
        var waits = await editor.Text();
        await editor.Open($"/catalogue/{reference}");

        Assert.Contains("returned to you", waits, StringComparison.Ordinal);
        Assert.Contains("It is a basket, not a bag.", await editor.Text(), StringComparison.Ordinal);
        Assert.Contains("text wrong", await editor.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_in_the_past_is_refused_next_to_its_field_and_kept_and_another_is_taken()
    {
        await using var service = await app.Another("scheduled");
        var publisher = await Approved(service, Pictures.FromCamera(4));

        await publisher.Follow("Publish");
        await publisher.Page.FillAsync("#publishAt", "2020-01-01T10:00");
        await publisher.Press("Publish");
        var (typed, said) = (await publisher.Page.InputValueAsync("#publishAt"), await publisher.Page.InnerTextAsync("#publishAt-fault"));
        await publisher.Page.FillAsync("#publishAt", DateTime.UtcNow.AddDays(30).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await publisher.Press("Publish");
        await publisher.Page.GetByText("scheduled").First.WaitForAsync();

        Assert.Equal("2020-01-01T10:00", typed);
        Assert.Contains("still to come", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_is_closed_with_words_for_the_public_and_a_picture_that_another_shows_too_is_named()
    {
        await using var service = await app.Another("closing");
        var (first, second) = (await Published(service, Pictures.FromCamera(5)), await Published(service, Pictures.FromCamera(5)));
        var reference = second.Page.Url[(second.Page.Url.LastIndexOf('/') + 1)..];

        await second.Follow("Close");
        await second.Page.SelectOptionAsync("#reason", "recognised");
        await second.Page.FillAsync("#text-en", "Somebody knew it. Thank you.");
        await second.Press("Close");
        await second.IsAt($"/catalogue/{reference}");
        await first.Follow("Withdraw");

        Assert.Contains("Somebody knew it.", await service.Visitor.Read($"/en/objects/{reference}"), StringComparison.Ordinal);
        Assert.Contains("also shown by", await first.Text(), StringComparison.Ordinal);
        Assert.Contains(reference, await first.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_scripts_as_many_parts_are_covered_as_were_asked_for_and_what_was_typed_is_kept()
    {
        await using var service = await app.Another("byhand");
        using var desk = await DeskWorker.As("editor", service);
        var reference = (await desk.Draft()).Reference;
        var editor = await At(service, scripts: false);

        await editor.ComeInAs("editor", $"/catalogue/{reference}/photo");
        await editor.Page.FillAsync("#rows", "7");
        await editor.Press("Show so many");
        await Fill(editor, "1,2");
        var (typed, said) = (await editor.Page.InputValueAsync("#cover-6"), await editor.Page.InnerTextAsync("#cover-6-fault"));
        await Fill(editor, "10,10,50,50");

        Assert.Equal("1,2", typed);
        Assert.Contains("Four whole numbers", said, StringComparison.Ordinal);
        await editor.IsAt($"/catalogue/{reference}");
        Assert.Equal("A bag on a hook", await editor.Page.Locator(".served img").GetAttributeAsync("alt"));
    }

    [Fact]
    public async Task Twenty_parts_are_covered_by_drawing_and_the_last_is_taken_off_again()
    {
        await using var service = await app.Another("twenty");
        using var desk = await DeskWorker.As("editor", service);
        var editor = await At(service);
        await editor.ComeInAs("editor", $"/catalogue/{(await desk.Draft()).Reference}/photo");
        await editor.Page.SetInputFilesAsync("#file", Photo);
        var canvas = editor.Page.Locator("[data-picture]");
        await canvas.ScrollIntoViewIfNeededAsync();
        await editor.Press("Cover something");

        var box = (await canvas.BoundingBoxAsync())!;
        for (var i = 0; i < 21; i++)
        {
            var (x, y) = (box.X + 5 + (i % 7 * 30), box.Y + 5 + (i / 7 * 30));
            await editor.Page.Mouse.MoveAsync(x, y);
            await editor.Page.Mouse.DownAsync();
            await editor.Page.Mouse.MoveAsync(x + 20, y + 20);
            await editor.Page.Mouse.UpAsync();
        }

        var full = await editor.Page.InnerTextAsync("[data-said]");
        await editor.Press("Take the last cover off");

        Assert.StartsWith("20 parts are covered; there", full, StringComparison.Ordinal);
        Assert.StartsWith("19 parts", await editor.Page.InnerTextAsync("[data-said]"), StringComparison.Ordinal);
        Assert.Equal(20, await editor.Page.Locator("[name=cover]").CountAsync());
    }

    private static FilePayload Photo => new() { Name = "bag.jpg", MimeType = "image/jpeg", Buffer = Pictures.FromCamera(6) };

    private static async Task Fill(Colleague editor, string cover)
    {
        await editor.Page.SetInputFilesAsync("#file", Photo);
        await editor.Page.FillAsync("#cover-6", cover);
        await editor.Page.FillAsync("#description", "A bag on a hook");
        await editor.Press("Add the photo");
    }

    private Task<Colleague> At(RunningService service, bool scripts = true) => Colleague.At(browser, service.Staff.BaseAddress!, scripts: scripts);

    private async Task<Colleague> Approved(RunningService service, byte[] photo)
    {
        using var desk = await DeskWorker.As("editor", service);
        var reference = (await desk.Propose(photo)).Reference;
        var publisher = await At(service);
        await publisher.ComeInAs("publisher", $"/catalogue/{reference}");
        await publisher.Follow("Approve");
        await publisher.Press("Approve");
        await publisher.IsAt($"/catalogue/{reference}");
        return publisher;
    }

    private async Task<Colleague> Published(RunningService service, byte[] photo)
    {
        var publisher = await Approved(service, photo);
        var page = publisher.Page.Url;
        await publisher.Follow("Publish");
        await publisher.Press("Publish");
        await publisher.Page.IsAt(page);
        return publisher;
    }
}
