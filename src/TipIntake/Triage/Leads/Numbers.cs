using Npgsql;

namespace TipIntake.Triage;

/// <summary>Numbers that are never given twice.</summary>
internal static class Numbers
{
    public const string OfLeads = "lead";
    public const string OfHypotheses = "hypothesis";

    private const string Take = $"""
        insert into {NumberTable.QualifiedName} as numbers (object, kind, next) values ($1, $2, 1 + $3)
        on conflict (object, kind) do update set next = numbers.next + $3
        returning next - $3
        """;

    /// <summary>The first of so many; the others follow it. Held until the transaction ends.</summary>
    public static async Task<int> Next(NpgsqlTransaction transaction, string reference, string kind, int count, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Take, transaction.Connection, transaction);
        command.Parameters.AddWithValue(reference);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(count);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }
}
