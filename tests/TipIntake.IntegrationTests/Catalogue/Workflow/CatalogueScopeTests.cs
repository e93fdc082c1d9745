using System.Net;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.IntegrationTests.Catalogue.Workflow;

/// <summary>Who may see some objects only, and who had a hand in one.</summary>
public sealed class CatalogueScopeTests(TipIntakeApp app)
{
    [Fact]
    public async Task What_lies_outside_a_scope_does_not_exist()
    {
        await using var service = await app.Another("deskscope");
        using var editor = await DeskWorker.As("editor", service);
        var here = await editor.Draft("Here", region: "ES");
        var there = await editor.Upload(await editor.Draft("There"), Pictures.Jpeg(640, 480));
        await Become(service, "publisher", member => member with { Scope = new Scope(Everything: false, [], ["ES"]) });
        using var publisher = await DeskWorker.As("publisher", service);

        var url = (string)(await editor.Show(there.Reference)).Json["photos"]![0]!["urls"]![0]!;
        var list = (await publisher.Send(HttpMethod.Get, "/api/v1/catalogue/objects", null, null)).Json["objects"]!.AsArray();

        Assert.Equal([here.Reference], list.Select(entry => (string)entry!["reference"]!));
        Assert.Equal((HttpStatusCode.OK, "object-unknown"), ((await publisher.Show(here.Reference)).Status, (await publisher.Show(there.Reference)).Code));
        Assert.Equal("object-unknown", (await publisher.Act(there, "withdrawal", new { reason = "other" })).Code);
        Assert.Empty(await publisher.Photo(url));
        Assert.NotEmpty(await editor.Photo(url));
    }

    [Fact]
    public async Task Nobody_drafts_what_they_may_not_see_and_a_warning_hides_what_they_may_not_see()
    {
        await using var service = await app.Another("deskdraft");
        using var everywhere = await DeskWorker.As("editor", service);
        await everywhere.Upload(await everywhere.Draft("There"), Pictures.Jpeg(640, 480));
        await Become(service, "editor", member => member with { Scope = new Scope(Everything: false, [], ["ES"]) });
        using var editor = await DeskWorker.As("editor", service);

        var outside = await editor.Draft("Outside");
        var like = await editor.Upload(await editor.Draft("Inside", region: "ES"), Pictures.Jpeg(800, 600));

        Assert.Equal("not-allowed", outside.Code);
        Assert.Null(Assert.Single(like.Json["likes"]!.AsArray())!["reference"]);
    }

    [Fact]
    public async Task Somebody_with_both_roles_still_needs_a_second_person()
    {
        await using var service = await app.Another("deskboth");
        await Become(service, "editor", member => member with { Roles = [StaffRole.Editor, StaffRole.Publisher] });
        using var both = await DeskWorker.As("editor", service);

        var proposed = await both.Propose(Pictures.Jpeg(640, 480));

        Assert.Equal("second-person-needed", (await both.Act(proposed, "approval")).Code);
        Assert.DoesNotContain("approve", (await both.Show(proposed.Reference)).Json["may"]!.AsArray().Select(act => (string)act!));
        using var publisher = await DeskWorker.As("publisher", service);
        Assert.Equal("approved", (await publisher.Act(proposed, "approval")).State);
    }

    private static async Task Become(RunningService service, string who, Func<StaffMember, StaffMember> change)
    {
        var member = await service.Services.GetRequiredService<DevelopmentStaff>().Find(DevelopmentPerson.Find(who)!, CancellationToken.None);
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Store(change(await session.LoadAsync<StaffMember>(member.Id) ?? member));
        await session.SaveChangesAsync();
    }
}
