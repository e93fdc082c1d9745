using Microsoft.AspNetCore.Routing.Matching;

namespace TipIntake.Security;

/// <summary>
/// Splits the routes by door before anything else looks at the request. Through the wrong door a route does not exist: not even
/// a 405 or 415 gives it away.
/// </summary>
internal sealed class SurfaceMatcherPolicy : MatcherPolicy, INodeBuilderPolicy
{
    /// <summary>Before the framework's own policies, whose "wrong method" and "wrong media type" answers would betray a route.</summary>
    public override int Order => -10_000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(endpoint => DoorOf(endpoint) is not null);

    public IReadOnlyList<PolicyNodeEdge> GetEdges(IReadOnlyList<Endpoint> endpoints) =>
        [.. Enum.GetValues<Surface>()
            .Select(surface => new PolicyNodeEdge(surface, [.. endpoints.Where(endpoint => DoorOf(endpoint) is not { } door || door == surface)]))
            .Where(edge => edge.Endpoints.Count > 0)];

    public PolicyJumpTable BuildJumpTable(int exitDestination, IReadOnlyList<PolicyJumpTableEdge> edges) =>
        new SurfaceJumpTable(exitDestination, edges.ToDictionary(edge => (Surface)edge.State, edge => edge.Destination));

    private static Surface? DoorOf(Endpoint endpoint) => endpoint.Metadata.GetMetadata<SurfaceMetadata>()?.Surface;

    private sealed class SurfaceJumpTable(int nowhere, Dictionary<Surface, int> destinations) : PolicyJumpTable
    {
        public override int GetDestination(HttpContext httpContext) =>
            Surfaces.Of(httpContext) is { } door ? destinations.GetValueOrDefault(door, nowhere) : nowhere;
    }
}
