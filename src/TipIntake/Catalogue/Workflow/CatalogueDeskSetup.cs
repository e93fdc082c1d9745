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

    /// <summary>The framework would else keep a large file of a form in a temporary folder.</summary>
    public static readonly IFormOptionsMetadata StaysInMemory = new InMemory();

    public static WebApplicationBuilder AddCatalogueDesk(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<ScheduleWorker>();
        builder.Services.AddSingleton<LikePhotos>();
        builder.Services.AddScoped<ObjectDesk>().AddScoped<ListCatalogue>().AddScoped<ShowCatalogueObject>().AddScoped<ServeStaffPhoto>();
        builder.Services.AddScoped<DraftObject>().AddScoped<ChangeObjectTexts>().AddScoped<ProposeObject>().AddScoped<ReturnObject>().AddScoped<ApproveObject>();
        builder.Services.AddScoped<PublishObject>().AddScoped<PauseObject>().AddScoped<CloseObject>().AddScoped<WithdrawObject>();
        builder.Services.AddScoped<AddPhoto>().AddScoped<DescribePhoto>().AddScoped<RemovePhoto>();
        return builder;
    }

    public static void MapCatalogueDesk(this IEndpointRouteBuilder staff)
    {
        var routes = staff.MapGroup("/api/v1/catalogue").WithTags(Tag).Refuses(Refusals.RequestCrossSite, Refusals.ObjectUnknown, Refusals.Unexpected);
        routes.MapGet("objects", ListCatalogue.Handle).For(StaffRole.Editor, StaffRole.Publisher);
        routes.MapGet("objects/{reference}", ShowCatalogueObject.Handle).For(StaffRole.Editor, StaffRole.Publisher);
        routes.MapGet("photos/{id}/{width:int}.{format:regex(^(webp|jpg)$)}", ServeStaffPhoto.Handle).For(StaffRole.Editor, StaffRole.Publisher);
        MapEditing(routes);
        MapDeciding(routes);
    }

    /// <summary>Lets a body of this endpoint be as long as a photo; all others stay at the server's own limit.</summary>
    public static IRequestSizeLimitMetadata TakesPhoto() => new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(PhotoHeader.LargestFile + AroundPhoto);

    private static void MapEditing(RouteGroupBuilder routes)
    {
        routes.MapPost("objects", DraftObject.Handle).Allows(Editors);
        routes.MapPut("objects/{reference}/texts", ChangeObjectTexts.Handle).Allows(Editors);
        routes.MapPost("objects/{reference}/photos", AddPhoto.Handle).Allows(Editors).WithMetadata(TakesPhoto());
        routes.MapPut("objects/{reference}/photos/{id}", DescribePhoto.Handle).Allows(Editors);
        routes.MapDelete("objects/{reference}/photos/{id}", RemovePhoto.Handle).Allows(Editors);
        routes.MapPost("objects/{reference}/proposal", ProposeObject.Handle).Allows(Editors);
    }

    private static void MapDeciding(RouteGroupBuilder routes)
    {
        routes.MapPost("objects/{reference}/return", ReturnObject.Handle).Allows(Publishers);
        routes.MapPost("objects/{reference}/approval", ApproveObject.Handle).ForVerified(StaffRole.Publisher);
        routes.MapPost("objects/{reference}/publication", PublishObject.Handle).ForVerified(StaffRole.Publisher);
        routes.MapPost("objects/{reference}/pause", PauseObject.Handle).Allows(Publishers);
        routes.MapPost("objects/{reference}/resumption", PauseObject.HandleResume).Allows(Publishers);
        routes.MapPost("objects/{reference}/closing", CloseObject.Handle).Allows(Publishers);

        // No passkey again: a takedown must not wait for one.
        routes.MapPost("objects/{reference}/withdrawal", WithdrawObject.Handle).Allows(Publishers);
    }

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
