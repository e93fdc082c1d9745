using Npgsql;

namespace TipIntake.Audit;

/// <summary>Reads <see cref="StoredEntry.ColumnList"/>.</summary>
internal static class StoredEntries
{
    /// <summary>Null where the join found none.</summary>
    public static StoredEntry? Read(NpgsqlDataReader row, int first) => row.IsDBNull(first)
        ? null
        : new StoredEntry(
            row.GetGuid(first), Time(row, first + 1), row.GetString(first + 2), row.GetString(first + 3), row.GetString(first + 4), Text(row, first + 5), Text(row, first + 6));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    // The service writes none that is out of range; whoever altered one gets a finding, not a fault.
    private static DateTimeOffset Time(NpgsqlDataReader row, int column)
    {
        try
        {
            return row.GetFieldValue<DateTimeOffset>(column);
        }
        catch (Exception fault) when (fault is InvalidCastException or OverflowException or ArgumentOutOfRangeException)
        {
            return DateTimeOffset.MinValue;
        }
    }
}
