using Microsoft.AspNetCore.Http.HttpResults;

namespace TipIntake.Storage;

/// <summary>Alive and ready, for whatever starts and stops this process. No detail: the reasons are in the log.</summary>
internal static class HealthRoutes
{
    public static void MapStorage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("live")).WithSummary("The process answers.").WithTags("Health");
        routes.MapGet("/health/ready", Ready).WithSummary("Tips can be stored safely.").WithTags("Health").Produces<string>(StatusCodes.Status503ServiceUnavailable, "text/plain");
    }

    private static ContentHttpResult Ready(StorageGuard guard, GracefulStop stop) =>
        guard.MayPromise && !stop.HasBegun
            ? TypedResults.Text("ready")
            : TypedResults.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable);
}
