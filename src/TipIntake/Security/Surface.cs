using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TipIntake.Security;

/// <summary>The doors of the service: two for people, one for the operator's own tools. A door is a listener, not a host name: a caller cannot choose it by a header.</summary>
internal enum Surface
{
    Public,
    Staff,

    /// <summary>For the operator's monitoring: numbers about the service, none about an object or a person. Closed unless it is given an address.</summary>
    Monitoring,
}

/// <summary>Which door a connection came through; set by the listener that accepted it.</summary>
internal sealed record SurfaceFeature(Surface Surface);

/// <summary>Says on an endpoint through which door it may be reached.</summary>
internal sealed record SurfaceMetadata(Surface Surface);

internal static class Surfaces
{
    public static void MarkConnections(this ListenOptions listener, Surface surface) =>
        listener.Use(next => connection =>
        {
            connection.Features.Set(new SurfaceFeature(surface));
            return next(connection);
        });

    public static RouteGroupBuilder MapSurface(this IEndpointRouteBuilder routes, Surface surface)
    {
        var group = routes.MapGroup("");
        group.WithMetadata(new SurfaceMetadata(surface));
        return group;
    }

    public static Surface? Of(HttpContext context) => context.Features.Get<SurfaceFeature>()?.Surface;
}
