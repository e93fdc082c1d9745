using Npgsql;

namespace TipIntake.Storage;

/// <summary>Asking the database by hand, where Marten has no words for the question.</summary>
internal static class DatabaseRows
{
    /// <summary>Its parameters <c>$1</c>, <c>$2</c> … in order. One array of strings alone goes in brackets: the language would else take it for the list of all values.</summary>
    public static NpgsqlCommand With(this NpgsqlCommand command, params object[] values)
    {
        Array.ForEach(values, value => command.Parameters.AddWithValue(value));
        return command;
    }

    /// <summary>All rows that come back, in their order.</summary>
    public static async Task<List<T>> ReadAll<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> map, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<T>();
        while (await rows.ReadAsync(cancel))
        {
            found.Add(map(rows));
        }

        return found;
    }
}
