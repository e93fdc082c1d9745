using System.Globalization;
using Npgsql;
using Weasel.Core;

namespace TipIntake.Storage.Changes;

/// <summary>
/// Changes the schema while tips arrive. Whoever waits for a table lock makes all who come later wait behind him, so a change waits and works for two seconds at most,
/// lets everybody pass, and tries again.
/// </summary>
internal sealed class GentleChange(NpgsqlConnection connection, Migrator migrator) : IAsyncDisposable
{
    // Longer than deadlock_timeout, after which PostgreSQL sends a cleaner away that is in the way.
    private const string LongestWait = "1500ms";
    private const string LongestWork = "2s";
    private const string Briefly = $"set lock_timeout = '{LongestWait}'; set statement_timeout = '{LongestWork}'";
    private const string Patiently = "set lock_timeout = 0; set statement_timeout = 0";

    // "TipIntake", so that two who change the schema take turns.
    private const long Turn = 0x546970496E74616B;
    private const int Tries = 60;

    private static readonly TimeSpan LetOthersPass = TimeSpan.FromSeconds(1);

    /// <summary>Marks the beginning and the end of an index that is built beside the work, which may stand in no transaction.</summary>
    private static readonly string[] IndexMarks = ["--WEASEL_INDEX_CREATION_BEGIN", "--WEASEL_INDEX_CREATION_END"];

    /// <summary>Polled, because whoever waits inside the database is waited for by whoever builds an index beside the work.</summary>
    public async Task TakeTurn(CancellationToken cancel)
    {
        while (await Scalar(string.Create(CultureInfo.InvariantCulture, $"select pg_try_advisory_lock({Turn})"), cancel) is not true)
        {
            await Task.Delay(LetOthersPass, cancel);
        }
    }

    public async Task Apply(SchemaDifference difference, CancellationToken cancel)
    {
        if (difference.Missing.FirstOrDefault(delta => delta.Difference == SchemaPatchDifference.Invalid) is { } impossible)
        {
            throw new TerminalRefusal($"{impossible.SchemaObject.Identifier.QualifiedName} cannot be changed while the service runs, and is left as it is. See infra/docs/operations.md, \"Upgrades\".");
        }

        // What is new is in nobody's way, and is there as a whole.
        await Run(Write(writer => difference.Migration.WriteNew(writer, migrator)), asOne: true, Patiently, cancel);

        foreach (var delta in difference.Missing.Where(delta => delta.Difference == SchemaPatchDifference.Update))
        {
            await Run(Write(writer => migrator.WriteUpdate(writer, delta)), asOne: delta.SchemaObject is not ITable, Briefly, cancel);
        }
    }

    /// <summary>Rights and the like: in one piece.</summary>
    public Task Run(string sql, CancellationToken cancel) => Run(sql, asOne: true, Briefly, cancel);

    /// <summary>An index that was being built when its builder was stopped is there, and no use to anybody.</summary>
    public async Task DropUnfinishedIndexes(CancellationToken cancel)
    {
        const string sql = "select format('drop index concurrently %I.%I', n.nspname, c.relname) from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and not i.indisvalid";
        await using var command = new NpgsqlCommand(sql, connection).With(DatabaseConnections.Schema);
        foreach (var drop in await command.ReadAll(row => row.GetString(0), cancel))
        {
            await Execute($"{Patiently};", drop, cancel);
        }
    }

    /// <summary>The next one's turn at once, and not when a pooled connection is used again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (connection.State == System.Data.ConnectionState.Open)
        {
            await Scalar("select pg_advisory_unlock_all()", CancellationToken.None);
        }
    }

    private async Task Run(string sql, bool asOne, string limits, CancellationToken cancel)
    {
        var pieces = sql.Split(IndexMarks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var piece in asOne ? pieces : pieces.SelectMany(SqlStatements.Split))
        {
            await Execute(SqlStatements.IsBesideTheWork(piece) ? Patiently : limits, piece, cancel);
        }
    }

    private async Task Execute(string limits, string sql, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Scalar(limits, cancel);
                await Scalar(sql, cancel);
                return;
            }
            catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected && attempt < Tries)
            {
                await Task.Delay(LetOthersPass, cancel);
            }
            catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable)
            {
                throw new TerminalRefusal($"This would keep senders waiting for more than {LongestWork}, so it was undone. Run it by hand when it does not hurt, then db-apply again:\n{sql}");
            }
        }
    }

    private async Task<object?> Scalar(string sql, CancellationToken cancel)
    {
        // The limits above are the server's; this one would give up on an index of an hour.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancel);
    }

    private static string Write(Action<TextWriter> write)
    {
        using var writer = new StringWriter();
        write(writer);
        return writer.ToString();
    }
}

/// <summary>A change that is not made, and what to do instead.</summary>
internal sealed class TerminalRefusal(string message) : Platform.TerminalException(message);

internal static class NewObjects
{
    /// <summary>Schemas, tables, functions and sequences that are not there yet.</summary>
    public static void WriteNew(this SchemaMigration migration, TextWriter writer, Migrator migrator)
    {
        if (migration.ChangedSchemas.Length > 0)
        {
            migrator.WriteSchemaCreationSql(migration.ChangedSchemas, writer);
        }

        foreach (var delta in migration.Deltas.Where(delta => delta.Difference == SchemaPatchDifference.Create))
        {
            migrator.WriteUpdate(writer, delta);
        }

        migration.WriteDeferredForeignKeys(writer, migrator);
    }
}
