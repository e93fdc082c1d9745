using Microsoft.AspNetCore.Http.Metadata;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <summary>The editors' and publishers' side of the catalogue. Who may do what also stands in infra/docs/catalogue.md.</summary>
internal static class CatalogueDeskSetup
{
    private const string Tag = "Catalogue";

    /// <summary>What a form adds around a photo of the largest size.</summary>
    private const int AroundPhoto = 64 * 1024;

    private static readonly AccessRule Editors = new() { Roles = [StaffRole.Editor] };
    private static readonly AccessRule Publishers = new() { Roles = [StaffRole.Publisher] };

    private static readonly Refusal[] Changes = [Refusals.RequestCrossSite, Refusals.VersionMissing, Refusals.VersionStale, Refusals.ObjectState];

    /// <summary>The framework would else keep a large file of a form in a temporary folder.</summary>
    public static readonly IFormOptionsMetadata StaysInMemory = new InMemory();

    public static WebApplicationBuilder AddCatalogueDesk(this WebApplicationBuilder builder)
    {
        if (StaffDoor.IsOpen(builder.Configuration))
        {
            builder.Services.AddHostedService<ScheduleWorker>();
        }

        builder.Services.AddSingleton<LikePhotos>();
        builder.Services.AddScoped<ObjectDesk>().AddScoped<ListCatalogue>().AddScoped<ShowCatalogueObject>().AddScoped<ServeStaffPhoto>();
        builder.Services.AddScoped<DraftObject>().AddScoped<ChangeObjectTexts>().AddScoped<ProposeObject>().AddScoped<ReturnObject>().AddScoped<ApproveObject>();
        builder.Services.AddScoped<PublishObject>().AddScoped<PauseObject>().AddScoped<CloseObject>().AddScoped<WithdrawObject>();
        builder.Services.AddScoped<AddPhoto>().AddScoped<DescribePhoto>().AddScoped<RemovePhoto>();
        return builder;
    }

    public static void MapCatalogueDesk(this IEndpointRouteBuilder staff)
    {
        var routes = staff.MapGroup("/api/v1/catalogue").WithTags(Tag).Refuses(Refusals.NotSignedIn, Refusals.NotAllowed, Refusals.ObjectUnknown, Refusals.Unexpected);
        routes.MapGet("objects", ListCatalogue.Handle).For(StaffRole.Editor, StaffRole.Publisher)
            .WithName(nameof(ListCatalogue)).WithSummary("Lists the objects within your scope, in every state, what waits for you first.")
            .WithMetadata(CatalogueDeskExamples.Status).Produces<ListCatalogueResponse>().Refuses(Refusals.RequestMalformed);
        routes.MapGet("objects/{reference}", ShowCatalogueObject.Handle).For(StaffRole.Editor, StaffRole.Publisher)
            .WithName(nameof(ShowCatalogueObject)).WithSummary("Shows one object in any state: texts, photos, what happened, and what you may do with it. Its ETag is what a change names.")
            .WithMetadata(CatalogueExamples.Reference).Produces<CatalogueObjectView>();
        routes.MapGet("photos/{id}/{width:int}.{format:regex(^(webp|jpg)$)}", ServeStaffPhoto.Handle).For(StaffRole.Editor, StaffRole.Publisher)
            .WithName(nameof(ServeStaffPhoto)).WithSummary("Serves a photo that need not be public yet: the very bytes that the public will be served.")
            .WithMetadata(CatalogueExamples.OfPhotos).Produces(StatusCodes.Status200OK, contentType: "image/webp").Refuses(Refusals.PhotoUnknown);
        MapEditing(routes);
        MapDeciding(routes);
    }

    /// <summary>Lets a body of this endpoint be as long as a photo; all others stay at the server's own limit.</summary>
    public static IRequestSizeLimitMetadata TakesPhoto() => new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(PhotoHeader.LargestFile + AroundPhoto);

    private static void MapEditing(RouteGroupBuilder routes)
    {
        routes.MapPost("objects", DraftObject.Handle).Allows(Editors).ReadsStrictly<DraftObjectRequest>()
            .WithName(nameof(DraftObject)).WithSummary("Begins a new object, which the public does not see.")
            .WithMetadata(CatalogueDeskExamples.Draft).Produces<ActOnObjectResponse>(StatusCodes.Status201Created).Refuses(Refusals.RequestCrossSite, Refusals.ReferenceTaken);
        routes.MapPut("objects/{reference}/texts", ChangeObjectTexts.Handle).Allows(Editors).ReadsStrictly<ChangeObjectTextsRequest>().Acts(ObjectStatus.Draft, CatalogueDeskExamples.Texts)
            .WithName(nameof(ChangeObjectTexts)).WithSummary("Replaces the texts; what was proposed, approved or scheduled is a draft again.");
        routes.MapPost("objects/{reference}/photos", AddPhoto.Handle).Allows(Editors).WithMetadata(TakesPhoto())
            .WithName(nameof(AddPhoto)).WithSummary("Adds a photo: the file as the body; crop and cover (up to 20 times) as left,top,width,height in the query. The file itself is not kept.")
            .WithMetadata(CatalogueExamples.Reference, ObjectVersion.Header).Produces<AddPhotoResponse>(StatusCodes.Status201Created)
            .Refuses(Changes).Refuses(Refusals.PhotoRefused, Refusals.BodyTooLarge);
        routes.MapPut("objects/{reference}/photos/{id}", DescribePhoto.Handle).Allows(Editors).ReadsStrictly<DescribePhotoRequest>().Acts(ObjectStatus.Draft, CatalogueDeskExamples.Describe)
            .WithName(nameof(DescribePhoto)).WithSummary("Says what a photo shows, for those who cannot see it.").Refuses(Refusals.PhotoUnknown);
        routes.MapDelete("objects/{reference}/photos/{id}", RemovePhoto.Handle).Allows(Editors).Acts(ObjectStatus.Draft)
            .WithName(nameof(RemovePhoto)).WithSummary("Takes a photo out.").Refuses(Refusals.PhotoUnknown);
        routes.MapPost("objects/{reference}/proposal", ProposeObject.Handle).Allows(Editors).ReadsStrictly<ProposeObjectRequest>().Acts(ObjectStatus.Proposed, CatalogueDeskExamples.Propose)
            .WithName(nameof(ProposeObject)).WithSummary("Stands up for an object, point by point, and asks for a second person.").Refuses(Refusals.ObjectIncomplete);
    }

    private static void MapDeciding(RouteGroupBuilder routes)
    {
        routes.MapPost("objects/{reference}/return", ReturnObject.Handle).Allows(Publishers).ReadsStrictly<ReturnObjectRequest>().Acts(ObjectStatus.Draft, CatalogueDeskExamples.Return)
            .WithName(nameof(ReturnObject)).WithSummary("Gives an object back to its editors, with a reason.");
        routes.MapPost("objects/{reference}/approval", ApproveObject.Handle).ForVerified(StaffRole.Publisher).Acts(ObjectStatus.Approved)
            .WithName(nameof(ApproveObject)).WithSummary("Agrees, as a second person, to what was proposed.").Refuses(Refusals.SecondPersonNeeded, Refusals.VerifyAgain);
        routes.MapPost("objects/{reference}/publication", PublishObject.Handle).ForVerified(StaffRole.Publisher).ReadsStrictly<PublishObjectRequest>().Acts(ObjectStatus.Scheduled, CatalogueDeskExamples.Publish)
            .WithName(nameof(PublishObject)).WithSummary("Shows an approved object to the public, now or at a time.").Refuses(Refusals.VerifyAgain);
        routes.MapPost("objects/{reference}/pause", PauseObject.Handle).Allows(Publishers).Acts(ObjectStatus.Paused)
            .WithName(nameof(PauseObject)).WithSummary("Stops taking tips for a while; the public goes on seeing it.");
        routes.MapPost("objects/{reference}/resumption", PauseObject.HandleResume).Allows(Publishers).Acts(ObjectStatus.Published)
            .WithName("ResumeObject").WithSummary("Takes tips again.");
        routes.MapPost("objects/{reference}/closing", CloseObject.Handle).Allows(Publishers).ReadsStrictly<CloseObjectRequest>().Acts(ObjectStatus.Closed, CatalogueDeskExamples.Close)
            .WithName(nameof(CloseObject)).WithSummary("Ends an appeal, for good, and tells the public what came of it.").Refuses(Refusals.ObjectIncomplete);

        // No passkey again: a takedown must not wait for one.
        routes.MapPost("objects/{reference}/withdrawal", WithdrawObject.Handle).Allows(Publishers).ReadsStrictly<WithdrawObjectRequest>().Acts(ObjectStatus.Withdrawn, CatalogueDeskExamples.Withdraw)
            .WithName(nameof(WithdrawObject)).WithSummary("Takes an object away from the public, at once and for good.");
    }

    /// <summary>What all changes of one object have in common.</summary>
    private static RouteHandlerBuilder Acts(this RouteHandlerBuilder route, ObjectStatus becomes, object? request = null) => route
        .WithMetadata(CatalogueExamples.Reference, ObjectVersion.Header, new ExampleMetadata(request, CatalogueDeskExamples.Done with { Status = becomes }))
        .Produces<ActOnObjectResponse>().Refuses(Changes);

    private sealed class InMemory : IFormOptionsMetadata
    {
        public bool? BufferBody => null;

        public int? MemoryBufferThreshold => PhotoHeader.LargestFile + AroundPhoto;

        public long? BufferBodyLengthLimit => null;

        public int? ValueCountLimit => null;

        public int? KeyLengthLimit => null;

        public int? ValueLengthLimit => null;

        public int? MultipartBoundaryLengthLimit => null;

        public int? MultipartHeadersCountLimit => null;

        public int? MultipartHeadersLengthLimit => null;

        public long? MultipartBodyLengthLimit => PhotoHeader.LargestFile + AroundPhoto;
    }
}
