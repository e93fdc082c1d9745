using JasperFx.Events.Projections;
using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Statistics;

/// <summary>Releases: all of them behind the staff door. Nothing of a release is shown on the public one (infra/docs/decisions/0020).</summary>
internal static class ReleasesSetup
{
    private static readonly AccessRule Statisticians = new() { Roles = [StaffRole.Statistician] };
    private static readonly ParameterForm Number = new("number") { Example = "R-2026-001", Pattern = @"^R-\d{4}-\d{3,}$" };

    private static readonly ReleaseView Example = new(
        "R-2026-001", "2026-W40", new DateOnly(2026, 9, 28), new DateOnly(2026, 10, 4), new DateOnly(2026, 10, 12), "proposed", 10, new string('0', 64), "staff:0190a1b2-0000-7000-8000-000000000000",
        new DateTimeOffset(2026, 10, 13, 8, 0, 0, TimeSpan.Zero), null, null, null, null, null, null);

    public static WebApplicationBuilder AddReleases(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(o =>
        {
            o.Projections.Snapshot<StatisticalRelease>(SnapshotLifecycle.Inline);
            o.Schema.For<StatisticalRelease>().Identity(release => release.Id).Index(release => release.Period);
            o.Schema.For<ReleaseContent>();
        });
        if (StaffDoor.IsOpen(builder.Configuration))
        {
            builder.Services.AddSingleton(ReleaseSettings.Read(builder.Configuration)).AddSingleton<ReleaseDesk>();
            builder.Services.AddScoped<ProposeRelease>().AddScoped<ReviseRelease>().AddScoped<DecideRelease>().AddScoped<ListReleases>().AddScoped<DownloadRelease>();
        }

        return builder;
    }

    public static void MapReleases(this IEndpointRouteBuilder staff)
    {
        var routes = staff.MapGroup("/api/v1/statistics/releases").WithTags("Statistics").Refuses(Refusals.NotSignedIn, Refusals.NotAllowed, Refusals.Unexpected);
        routes.MapGet("", ListReleases.Handle).For(StaffRole.Statistician)
            .WithName(nameof(ListReleases)).WithSummary("Lists the releases of statistics in every state, newest first.").Produces<ListReleasesResponse>();
        routes.MapGet("{number}", ListReleases.HandleOne).For(StaffRole.Statistician)
            .WithName("ShowRelease").WithSummary("Shows what became of one release.").WithMetadata(Number, new ExampleMetadata(null, Example)).Produces<ReleaseView>().Refuses(Refusals.ReleaseUnknown);
        routes.MapGet("{number}/tables.csv", DownloadRelease.Handle).For(StaffRole.Statistician)
            .WithName(nameof(DownloadRelease)).WithSummary("Gives what stands in a release, after recording who takes it: one number in a row, the same bytes for good.")
            .WithMetadata(Number).Produces(StatusCodes.Status200OK, contentType: "text/csv").Refuses(Refusals.ReleaseUnknown);
        routes.MapGet("{number}/readme.txt", ExplainRelease.Handle).For(StaffRole.Statistician)
            .WithName(nameof(ExplainRelease)).WithSummary("Says what was counted and what the letters mean, for whoever gets the release.")
            .WithMetadata(Number).Produces(StatusCodes.Status200OK, contentType: "text/plain").Refuses(Refusals.ReleaseUnknown);
        routes.MapPost("", ProposeRelease.Handle).Allows(Statisticians).ReadsStrictly<ProposeReleaseRequest>()
            .WithName(nameof(ProposeRelease)).WithSummary("Makes the release of a week and asks for a second person.")
            .WithMetadata(new ExampleMetadata(new ProposeReleaseRequest("2026-W40"), Example)).Produces<ReleaseView>(StatusCodes.Status201Created)
            .Refuses(Refusals.RequestCrossSite, Refusals.ValidationFailed, Refusals.PeriodReleased, Refusals.PeriodNotDue);
        routes.MapPost("{number}/approval", DecideRelease.HandleApproval).ForVerified(StaffRole.Statistician)
            .WithName("ApproveRelease").WithSummary("Lets a release leave the house, as a second person, exactly as it was proposed.")
            .WithMetadata(Number, new ExampleMetadata(null, Example with { State = "approved" })).Produces<ReleaseView>()
            .Refuses(Refusals.RequestCrossSite, Refusals.ReleaseUnknown, Refusals.ReleaseState, Refusals.SecondPersonNeeded, Refusals.VerifyAgain);
        routes.MapPost("{number}/refusal", DecideRelease.HandleRefusal).Allows(Statisticians).ReadsStrictly<RefuseReleaseRequest>()
            .WithName("RefuseRelease").WithSummary("Says no to a proposed release, or takes one's own back, with a reason.")
            .WithMetadata(Number, new ExampleMetadata(new RefuseReleaseRequest("figures-implausible"), Example with { State = "refused" })).Produces<ReleaseView>()
            .Refuses(Refusals.RequestCrossSite, Refusals.ValidationFailed, Refusals.ReleaseUnknown, Refusals.ReleaseState);
        routes.MapPost("{number}/revision", ReviseRelease.Handle).Allows(Statisticians).ReadsStrictly<ReviseReleaseRequest>()
            .WithName(nameof(ReviseRelease)).WithSummary("Makes the release of the same week once more, with a reason; approved, it replaces the first.")
            .WithMetadata(Number, new ExampleMetadata(new ReviseReleaseRequest("assessed-since"), Example with { Number = "R-2026-002", Replaces = "R-2026-001", Reason = "assessed-since" })).Produces<ReleaseView>(StatusCodes.Status201Created)
            .Refuses(Refusals.RequestCrossSite, Refusals.ValidationFailed, Refusals.ReleaseUnknown, Refusals.ReleaseState, Refusals.PeriodNotDue);
    }
}
