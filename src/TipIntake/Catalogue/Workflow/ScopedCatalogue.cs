using Marten.Linq.MatchesSql;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <summary>A person's scope as a part of the query itself: what they may not see is never read.</summary>
internal static class ScopedCatalogue
{
    private const string Covered = "(d.id = any(?) or jsonb_exists_any(d.data -> 'texts' -> 'regions', ?))";

    public static IQueryable<TracedObject> Within(this IQueryable<TracedObject> objects, Scope scope) =>
        scope.Everything ? objects : objects.Where(o => o.MatchesSql(Covered, scope.Objects, scope.Regions));
}
