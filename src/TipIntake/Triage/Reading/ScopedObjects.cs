using Marten;
using TipIntake.Catalogue;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <summary>The objects within a person's scope, for use inside a query: what lies outside is never fetched.</summary>
internal static class ScopedObjects
{
    /// <summary>Whether a person may see what belongs to this object.</summary>
    public static async Task<bool> Covers(this IQuerySession session, Scope scope, string reference, CancellationToken cancel) =>
        await session.Within(scope, cancel) is not { } objects || objects.Contains(reference, StringComparer.Ordinal);

    /// <summary>Null: all of them.</summary>
    public static async Task<string[]?> Within(this IQuerySession session, Scope scope, CancellationToken cancel)
    {
        if (scope.Everything)
        {
            return null;
        }

        var (objects, regions) = (scope.Objects, scope.Regions);
        var found = await session.Query<TracedObject>()
            .Where(o => o.Id.IsOneOf(objects) || o.Texts.Regions.Any(region => regions.Contains(region)))
            .Select(o => o.Id).ToListAsync(cancel);
        return [.. found];
    }
}
