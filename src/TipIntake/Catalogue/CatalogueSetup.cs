using JasperFx.Events.Projections;
using Marten;
using TipIntake.Platform;

namespace TipIntake.Catalogue;

internal static class CatalogueSetup
{
    private const string Tag = "Objects";
    private const string PhotoRoute = "/photos/{id}/{width:int}.{format:regex(^(webp|jpg)$)}";

    private static readonly CacheableMetadata Kept = new(CachedAnswer.AMoment, IsInLanguages: true);

    public static WebApplicationBuilder AddCatalogue(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(o =>
        {
            o.Projections.Snapshot<TracedObject>(SnapshotLifecycle.Inline);
            o.Schema.For<TracedObject>().Identity(x => x.Id);
            o.Storage.ExtendedSchemaObjects.Add(new PhotoTable());
            o.Storage.ExtendedSchemaObjects.AddRange(PublishedRoutines.All);
        });
        builder.Services.AddSingleton<PublishedCatalogue>();
        builder.Services.AddHostedService<CatalogueRefreshWorker>();
        builder.Services.AddSingleton(PhotoWorkerLimits.Default);
        builder.Services.AddSingleton<PhotoWorker>();
        builder.Services.AddSingleton<PhotoStore>();
        builder.Services.AddSingleton<FeedAddress>();
        builder.Services.AddSingleton<ListObjectsValidator>();
        builder.Services.AddSingleton<ListObjects>();
        builder.Services.AddSingleton<ServePhoto>();
        builder.Services.AddSingleton(new ClosedSet(typeof(ObjectView), nameof(ObjectView.Category), ObjectCategories.All));
        return builder.AddCatalogueDesk().AddImport();
    }

    private static WebApplicationBuilder AddImport(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ObjectEntryValidator>().AddSingleton<ImportPhotos>().AddSingleton<ImportEntry>().AddSingleton<ImportObjects>();
        if (builder.Environment.IsDevelopment() && builder.Configuration.GetValue("Catalogue:Demonstration", defaultValue: true))
        {
            builder.Services.AddHostedService<DemonstrationObjects>();
        }

        return builder;
    }

    /// <summary>The public side: reading only.</summary>
    public static void MapCatalogue(this IEndpointRouteBuilder visitors)
    {
        var objects = visitors.MapGroup("/api/v1/objects").WithTags(Tag);
        objects.MapGet("", ListObjects.Handle)
            .WithName(nameof(ListObjects))
            .WithSummary("Lists the published objects, newest first.")
            .WithMetadata([Kept, CatalogueExamples.List, .. CatalogueExamples.OfFilters])
            .Produces<ObjectListView>()
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(Refusals.ValidationFailed, Refusals.TooManyRequests, Refusals.StorageUnavailable);
        objects.MapGet("{reference}", ShowObject.Handle)
            .WithName(nameof(ShowObject))
            .WithSummary("Shows one published object.")
            .WithMetadata(Kept, CatalogueExamples.One, CatalogueExamples.Reference)
            .Produces<ObjectView>()
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(Refusals.ObjectUnknown, Refusals.TooManyRequests, Refusals.StorageUnavailable);

        MapFiles(visitors);
    }

    private static void MapFiles(IEndpointRouteBuilder visitors)
    {
        visitors.MapMethods(AtomFeed.Path, ["HEAD"], AtomFeed.Handle).ExcludeFromDescription();
        visitors.MapMethods(JsonFeed.Path, ["HEAD"], JsonFeed.Handle).ExcludeFromDescription();
        visitors.MapGet(AtomFeed.Path, AtomFeed.Handle)
            .WithName(nameof(AtomFeed)).WithTags(Tag)
            .WithSummary("The published objects as an Atom feed.")
            .WithMetadata(Kept, CatalogueExamples.Atom)
            .Produces<string>(StatusCodes.Status200OK, "application/atom+xml")
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(Refusals.TooManyRequests, Refusals.StorageUnavailable);
        visitors.MapGet(JsonFeed.Path, JsonFeed.Handle)
            .WithName(nameof(JsonFeed)).WithTags(Tag)
            .WithSummary("The published objects as a JSON Feed.")
            .WithMetadata(Kept, CatalogueExamples.Feed)
            .Produces<JsonFeed>(StatusCodes.Status200OK, "application/feed+json")
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(Refusals.TooManyRequests, Refusals.StorageUnavailable);
        visitors.MapMethods(PhotoRoute, ["HEAD"], ServePhoto.Handle).ExcludeFromDescription();
        visitors.MapGet(PhotoRoute, ServePhoto.Handle)
            .WithName(nameof(ServePhoto)).WithTags(Tag)
            .WithSummary("One size of a photo. The same address always gives the same bytes.")
            .WithMetadata([new CacheableMetadata(CachedAnswer.ForEver, IsInLanguages: false), .. CatalogueExamples.OfPhotos])
            .Produces<byte[]>(StatusCodes.Status200OK, "image/webp", "image/jpeg")
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(Refusals.PhotoUnknown, Refusals.StorageUnavailable);
    }
}
