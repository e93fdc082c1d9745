using System.Net;
using System.Text.Json.Nodes;
using NetVips;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Catalogue.Workflow;

/// <summary>From a draft to the public and back, over the API of the staff door.</summary>
public sealed class CatalogueDeskTests(TipIntakeApp app) : IAsyncLifetime
{
    private DeskWorker editor = null!;
    private DeskWorker publisher = null!;

    public async ValueTask InitializeAsync() =>
        (editor, publisher) = (await DeskWorker.As("editor", app.Service), await DeskWorker.As("publisher", app.Service));

    [Fact]
    public async Task Two_persons_bring_an_object_to_the_public_and_the_second_saw_the_very_bytes()
    {
        var proposed = await editor.Propose(Pictures.Jpeg(800, 600));
        var seen = await publisher.Show(proposed.Reference);
        var url = (string)seen.Json["photos"]![0]!["urls"]![0]!;
        var shown = await publisher.Photo(url);

        using var before = await app.Visitor.GetAsync(new Uri($"/api/v1/objects/{proposed.Reference}", UriKind.Relative));
        var approved = await publisher.Act(seen, "approval");
        var published = await publisher.Act(approved, "publication", new { });
        var served = await app.Visitor.GetByteArrayAsync(url.Replace("/api/v1/catalogue", "", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.NotFound, "proposed", "approved", "published"), (before.StatusCode, proposed.State, approved.State, published.State));
        Assert.NotEmpty(shown);
        Assert.Equal(shown, served);
    }

    [Fact]
    public async Task Every_act_is_in_the_trail_with_who_did_it()
    {
        var published = await Publish();
        var withdrawn = await publisher.Act(published, "withdrawal", new { reason = "shows-person" });

        await using var database = app.Database.Superuser("tipintake");
        await using var command = database.CreateCommand($"select act || ' ' || left(actor, 6) || coalesce(' ' || reason, '') from tipintake.audit_entries where subject = 'object:{withdrawn.Reference}' order by at, id");
        await using var rows = await command.ExecuteReaderAsync();
        var trail = new List<string>();
        while (await rows.ReadAsync())
        {
            trail.Add(rows.GetString(0));
        }

        Assert.Equal(
            [
                "object-drafted staff:", "object-photo-added staff:", "object-photo-described staff:", "object-proposed staff:", "object-approved staff:",
                "object-published staff:", "object-withdrawn staff: shows-person",
            ],
            trail);
    }

    [Fact]
    public async Task A_takedown_is_immediate_and_final()
    {
        // Of a size of its own: the same picture in another public object would rightly go on being served.
        var published = await Publish(808);
        var url = ((string)(await publisher.Show(published.Reference)).Json["photos"]![0]!["urls"]![0]!).Replace("/api/v1/catalogue", "", StringComparison.Ordinal);
        using var photoBefore = await app.Visitor.GetAsync(new Uri(url, UriKind.Relative));

        var withdrawn = await publisher.Act(published, "withdrawal", new { reason = "names-victim" });
        using var page = await app.Visitor.GetAsync(new Uri($"/en/objects/{published.Reference}", UriKind.Relative));
        using var photo = await app.Visitor.GetAsync(new Uri(url, UriKind.Relative));
        var again = await publisher.Act(withdrawn, "publication", new { });
        var reused = await editor.Draft("Another", published.Reference);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (photoBefore.StatusCode, page.StatusCode, photo.StatusCode));
        Assert.Equal(("object-state", "reference-taken"), (again.Code, reused.Code));
    }

    [Fact]
    public async Task It_is_paused_resumed_and_closed_with_a_text_that_the_public_reads()
    {
        var published = await Publish();

        var paused = await publisher.Act(published, "pause");
        var whilePaused = await Public(published.Reference);
        var resumed = await publisher.Act(paused, "resumption");
        var closed = await publisher.Act(resumed, "closing", new { result = "recognised", text = new { en = "Somebody knew the shop." } });
        var after = await Public(published.Reference);

        Assert.Equal(("paused", "published", "closed"), (paused.State, resumed.State, closed.State));
        Assert.Equal(("paused", "closed", "Somebody knew the shop."), ((string?)whilePaused["status"], (string?)after["status"], (string?)after["closingText"]));
        Assert.Equal("object-state", (await publisher.Act(closed, "pause")).Code);
    }

    [Fact]
    public async Task What_was_returned_says_why_and_what_was_changed_needs_a_new_proposal()
    {
        var proposed = await editor.Propose(Pictures.Jpeg(800, 600));
        var returned = await publisher.Act(proposed, "return", new { reason = "text-wrong", note = "Which shop?" });
        var again = await editor.Act(returned, "proposal", DeskWorker.Attested);
        var approved = await publisher.Act(again, "approval");

        var changed = await editor.Put(approved, "texts", new { texts = DeskWorker.Texts("Another title") });
        var published = await publisher.Act(changed, "publication", new { });
        var history = (await editor.Show(proposed.Reference)).Json["history"]!.AsArray();

        Assert.Equal(("draft", "approved", "draft", "object-state"), (returned.State, approved.State, changed.State, published.Code));
        Assert.Contains(history, entry => (string?)entry!["reason"] == "text-wrong" && (string?)entry["note"] == "Which shop?");
    }

    [Fact]
    public async Task A_proposal_needs_a_photo_and_every_point_of_the_attestation()
    {
        var drafted = await editor.Draft();
        var bare = await editor.Act(drafted, "proposal", DeskWorker.Attested);
        var described = await editor.Describe(await editor.Upload(drafted, Pictures.Jpeg(800, 600)));
        var half = await editor.Act(described, "proposal", new { isNeutral = true, showsNoPerson = true, showsNoAbuse = true, namesNoVictim = false });

        Assert.Equal(("object-incomplete", "validation-failed"), (bare.Code, half.Code));
        Assert.Equal("value-missing", (string?)half.Json["codes"]!["namesNoVictim"]![0]);
        Assert.Equal(["photo"], (await editor.Show((await editor.Draft()).Reference)).Json["missing"]!.AsArray().Select(missing => (string)missing!));
    }

    [Fact]
    public async Task A_change_must_name_the_version_it_means_and_only_one_of_two_wins()
    {
        var drafted = await editor.Draft();

        var missing = await editor.Put(drafted with { Tag = null }, "texts", new { texts = DeskWorker.Texts("One") });
        var unknown = await editor.Put(drafted with { Tag = "\"99\"" }, "texts", new { texts = DeskWorker.Texts("One") });
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => editor.Put(drafted, "texts", new { texts = DeskWorker.Texts($"Title {n}") })));

        Assert.Equal(((HttpStatusCode)428, "version-missing"), (missing.Status, missing.Code));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "version-stale"), (unknown.Status, unknown.Code));
        Assert.Single(all, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(7, all.Count(answer => answer.Code == "version-stale"));
        Assert.Equal("\"2\"", (await editor.Show(drafted.Reference)).Tag);
    }

    [Fact]
    public async Task Nobody_is_given_a_reference_that_somebody_else_has()
    {
        var drafts = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => editor.Draft($"Thing {n}")));

        Assert.All(drafts, draft => Assert.Equal(HttpStatusCode.Created, draft.Status));
        Assert.Distinct(drafts.Select(draft => draft.Reference));
        Assert.All(drafts, draft => Assert.StartsWith($"OBJ-{DateTime.UtcNow.Year}-", draft.Reference, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Covered_and_cut_happens_before_anything_is_stored()
    {
        var drafted = await editor.Draft();

        // Red and green above blue and yellow, 400 by 300 after it was set upright; the green and yellow half is kept, the green covered.
        var added = await editor.Upload(drafted, Pictures.FromCamera(6), "?crop=200,0,200,300&cover=200,0,200,150");
        var view = (await editor.Show(drafted.Reference)).Json["photos"]![0]!;
        using var picture = Image.NewFromBuffer(await editor.Photo((string)view["urls"]![0]!));

        Assert.Equal(HttpStatusCode.Created, added.Status);
        Assert.Equal((200, 300), (picture.Width, picture.Height));
        Assert.All(picture[100, 70], band => Assert.InRange(band, 0, 8));
        Assert.InRange(picture[100, 220][0], 200, 255);
        Assert.InRange(picture[100, 220][2], 0, 90);
    }

    [Theory]
    [InlineData("?crop=0,0,801,600")]
    [InlineData("?crop=0,0,0,600")]
    [InlineData("?cover=790,0,20,20")]
    [InlineData("?cover=-1,0,20,20")]
    [InlineData("?cover=1,2,3")]
    public async Task A_rectangle_outside_the_picture_is_refused(string query)
    {
        var refused = await editor.Upload(await editor.Draft(), Pictures.Jpeg(800, 600), query);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "photo-refused", "photo-cut-outside"), (refused.Status, refused.Code, (string?)refused.Json["codes"]!["photo"]![0]));
    }

    [Fact]
    public async Task A_file_that_is_no_picture_or_too_large_is_refused_with_a_reason()
    {
        var drafted = await editor.Draft();
        var jpeg = Pictures.Jpeg(800, 600);

        var half = await editor.Upload(drafted, jpeg[..(jpeg.Length / 2)]);
        var text = await editor.Upload(drafted, "hello"u8.ToArray());
        var large = await editor.Upload(drafted, [.. jpeg, .. new byte[10 * 1024 * 1024]]);

        Assert.Equal(["photo-truncated", "photo-format-unknown", "photo-file-too-large"], new[] { half, text, large }.Select(refused => (string?)refused.Json["codes"]!["photo"]![0]));
    }

    [Fact]
    public async Task A_photo_like_an_earlier_one_is_taken_with_a_warning_also_after_that_one_was_taken_out()
    {
        using var noise = Image.Gaussnoise(12, 9, sigma: 60, mean: 128, seed: 4711).Resize(60).Cast(Enums.BandFormat.Uchar);
        var first = await editor.Upload(await editor.Draft(), noise.JpegsaveBuffer(q: 90));
        var removed = await editor.Delete(first, $"photos/{(string)first.Json["photo"]!}");
        using var smaller = noise.Resize(0.5);

        var second = await editor.Upload(await editor.Draft(), smaller.JpegsaveBuffer(q: 60));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created), (removed.Status, second.Status));
        Assert.Contains(second.Json["likes"]!.AsArray(), like => (string?)like!["reference"] == first.Reference && (int)like["distance"]! <= 4);
    }

    [Fact]
    public async Task The_same_photo_twice_in_one_object_is_refused()
    {
        var first = await editor.Upload(await editor.Draft(), Pictures.Jpeg(640, 480));
        var second = await editor.Upload(first, Pictures.Jpeg(640, 480));

        Assert.Equal("photo-twice", (string?)second.Json["codes"]!["photo"]![0]);
    }

    public ValueTask DisposeAsync()
    {
        editor.Dispose();
        publisher.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<DeskAnswer> Publish(int width = 800)
    {
        var approved = await publisher.Act(await editor.Propose(Pictures.Jpeg(width, 600)), "approval");
        return await publisher.Act(approved, "publication", new { });
    }

    private async Task<JsonNode> Public(string reference) =>
        JsonNode.Parse(await app.Visitor.GetStringAsync(new Uri($"/api/v1/objects/{reference}", UriKind.Relative)))!;
}
