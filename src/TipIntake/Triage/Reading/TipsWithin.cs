using Marten;
using TipIntake.Security.Access;
using TipIntake.Tips;

namespace TipIntake.Triage;

internal static class TipsWithin
{
    /// <summary>Null for a tip outside the scope as for one that does not exist.</summary>
    public static async Task<Tip?> TipWithin(this IQuerySession session, Scope scope, Guid id, CancellationToken cancel)
    {
        var tips = session.Query<Tip>().Where(tip => tip.Id == id);
        if (await session.Within(scope, cancel) is { } objects)
        {
            tips = tips.Where(tip => tip.Object.IsOneOf(objects));
        }

        return await tips.FirstOrDefaultAsync(cancel);
    }
}
