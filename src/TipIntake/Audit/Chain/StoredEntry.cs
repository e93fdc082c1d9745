namespace TipIntake.Audit;

/// <summary>One row of the trail, every column, as it stands in the table.</summary>
/// <param name="At">To the microsecond, which is what the database keeps.</param>
/// <param name="Details">The JSON text as it was written: a list of pairs.</param>
internal sealed record StoredEntry(Guid Id, DateTimeOffset At, string Actor, string Act, string Subject, string? Reason, string? Details)
{
    /// <summary>In the order of <see cref="Columns"/>.</summary>
    public const string ColumnList = "e.id, e.at, e.actor, e.act, e.subject, e.reason, e.details";

    public const int Columns = 7;
}
