using TipIntake.Platform;

namespace TipIntake.Security;

/// <summary>Each door describes its own routes, and only those.</summary>
internal static class SurfaceDocuments
{
    public static WebApplicationBuilder AddSurfaceDocuments(this WebApplicationBuilder builder)
    {
        builder.AddOpenApiForms();

        foreach (var surface in Enum.GetValues<Surface>())
        {
            builder.AddOpenApiDocument(Name(surface), Title(surface), metadata => metadata.GetMetadata<SurfaceMetadata>()?.Surface == surface);
        }

        return builder;
    }

    public static void MapSurfaceDocument(this RouteGroupBuilder door, Surface surface)
    {
        door.MapOpenApiDocument(Name(surface));
        door.MapApiReference(Title(surface));
    }

    private static string Name(Surface surface) => surface.ToString().ToLowerInvariant();

    private static string Title(Surface surface) => surface == Surface.Public ? "TipIntake, public API" : "TipIntake, staff API";
}
