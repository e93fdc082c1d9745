using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.Retention;

internal static class Emptying
{
    /// <summary>
    /// Empties tips within a transaction. Their rows are held by a statement of its own: whoever added a message meanwhile has committed it before the next one looks, so none is left behind.
    /// </summary>
    /// <param name="tips">A query of ids of tips; <c>$3</c> in it is <paramref name="value"/>.</param>
    /// <returns>The ids of those that were not empty yet.</returns>
    public static async Task<Guid[]> Empty(this TriageTransaction transaction, string tips, object value, ErasureCause cause, DateTimeOffset now, CancellationToken cancel)
    {
        object[] values = [EmptyTips.Moment(now), cause.ToString(), value];
        await transaction.Run(EmptyTips.Hold(tips), cancel, values);
        return [.. await transaction.Read(EmptyTips.Sql(tips), row => row.GetGuid(0), cancel, values)];
    }
}
