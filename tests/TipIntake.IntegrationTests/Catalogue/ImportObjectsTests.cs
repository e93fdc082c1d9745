using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using TipIntake.Catalogue;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Catalogue;

public sealed class ImportObjectsTests(TipIntakeApp app) : IDisposable
{
    private readonly ObjectFolder folder = new();

    [Fact]
    public async Task The_same_folder_twice_changes_nothing_the_second_time()
    {
        var reference = folder.Add(photo: Pictures.Jpeg(400, 300));

        var first = await Import();
        var photo = Find(reference)!.Photos[0].Id;
        var second = await Import();

        Assert.Equal((1, 0), (first.Changed, first.Unchanged));
        Assert.Equal((0, 1), (second.Changed, second.Unchanged));
        Assert.Equal(photo, Find(reference)!.Photos[0].Id);
        Assert.Equal(["object_drafted", "object_photo_added", "object_published"], await EventsOf(reference));
    }

    [Fact]
    public async Task A_changed_text_is_published_as_an_event()
    {
        var reference = folder.Add("A bag", photo: Pictures.Jpeg(400, 300));
        await Import();
        folder.Clear();
        folder.Put(reference, "A red bag");

        await Import();

        Assert.Equal("A red bag", Find(reference)!.Title("en"));
        Assert.Equal("object_texts_changed", (await EventsOf(reference))[^1]);
    }

    [Fact]
    public async Task A_bad_entry_is_refused_and_the_others_go_in()
    {
        var truncated = folder.Add(file: "cut.jpg", photo: Pictures.Jpeg(400, 300)[..2_000]);
        var missing = folder.Add(file: "nowhere.jpg");
        var outside = folder.Add(file: "../../../etc/hostname");
        var good = folder.Add(photo: Pictures.Jpeg(300, 400));

        var report = await Import();

        Assert.Equal(
            [(truncated, PhotoRefusals.Truncated), (missing, ImportPhotos.FileMissing), (outside, ImportPhotos.FileMissing)],
            report.Refused.Select(refused => (refused.Reference, refused.Code)));
        Assert.Null(Find(truncated));
        Assert.NotNull(Find(good));
    }

    [Fact]
    public async Task A_file_that_is_no_list_of_objects_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, ImportObjects.FileName), """[{"reference": "OBJ-2026-0001", "surprise": 1}]""");

        var report = await Import();

        Assert.Equal(ImportObjects.FileName, Assert.Single(report.Refused).Reference);
    }

    [Fact]
    public async Task A_closed_object_is_shown_with_what_came_of_it_and_takes_no_tips()
    {
        var reference = folder.Add(photo: Pictures.Jpeg(400, 300), closed: new JsonObject { ["text"] = new JsonObject { ["en"] = "Thank you." } });

        await Import();

        var shown = await app.Visitor.Ask(new HttpRequestMessage(HttpMethod.Get, $"/api/v1/objects/{reference}"));
        Assert.Equal("closed", shown["status"]);
        Assert.Equal("Thank you.", shown["closingText"]);
        Assert.NotNull(shown["closedAt"]);
        Assert.Equal("object-closed", (await app.Visitor.SendTip(reference, new { text = "I know it" })).Code);
    }

    [Fact]
    public async Task Outside_development_an_import_makes_drafts_that_nobody_sees()
    {
        var reference = folder.Add(photo: Pictures.Jpeg(400, 300));
        await Production().Run(folder.Path, _ => { }, CancellationToken.None);

        Assert.Equal(["object_drafted", "object_photo_added"], await EventsOf(reference));
        var unpublished = await app.Visitor.Ask(new HttpRequestMessage(HttpMethod.Get, $"/api/v1/objects/{reference}"));
        var unknown = await app.Visitor.Ask(new HttpRequestMessage(HttpMethod.Get, "/api/v1/objects/OBJ-2001-0001"));
        Assert.Equal("object-unknown", unpublished.Code);
        Assert.Equal(unknown.Body, unpublished.Body);
    }

    [Fact]
    public async Task Whoever_bypasses_the_second_person_must_say_so_and_it_stands_in_the_trail()
    {
        var reference = folder.Add(photo: Pictures.Jpeg(400, 300));

        await Production().Run(folder.Path, _ => { }, CancellationToken.None, withoutSecondPerson: true);

        Assert.Equal(["object_drafted", "object_photo_added", "object_published"], await EventsOf(reference));
        await using var database = app.Database.Superuser("tipintake");
        await using var command = database.CreateCommand($"select act || ' ' || actor || ' ' || details from tipintake.audit_entries where subject = 'object:{reference}'");
        Assert.Equal("""object-imported terminal [["published","yes"]]""", (string?)await command.ExecuteScalarAsync());
    }

    public void Dispose() => folder.Dispose();

    private ImportObjects Production()
    {
        var services = app.Service.Services;
        return new ImportObjects(services.GetRequiredService<ImportEntry>(), services.GetRequiredService<PublishedCatalogue>(), new HostingEnvironment { EnvironmentName = Environments.Production });
    }

    private Task<ImportReport> Import() =>
        app.Service.Services.GetRequiredService<ImportObjects>().Run(folder.Path, _ => { }, CancellationToken.None);

    private PublishedObject? Find(string reference) => app.Service.Services.GetRequiredService<PublishedCatalogue>().Find(reference);

    private async Task<List<string>> EventsOf(string reference)
    {
        await using var session = app.Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return [.. (await session.Events.FetchStreamAsync(reference)).Select(e => e.EventTypeName)];
    }
}
