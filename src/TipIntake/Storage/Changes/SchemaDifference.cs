using Marten;
using Npgsql;
using Weasel.Core;
using Weasel.Postgresql.Functions;

namespace TipIntake.Storage.Changes;

/// <summary>
/// What a database lacks of the schema that this version of the program needs. What it has beyond that belongs to another version and is nobody's business here: it is
/// neither a difference nor ever dropped.
/// </summary>
internal sealed class SchemaDifference(SchemaMigration migration, IReadOnlyList<string> more)
{
    public SchemaMigration Migration { get; } = migration;

    public IReadOnlyList<ISchemaObjectDelta> Missing { get; } = [.. migration.Deltas.Where(delta => delta.Difference != SchemaPatchDifference.None)];

    /// <summary>Columns, indexes and keys that this version does not know.</summary>
    public IReadOnlyList<string> More { get; } = more;

    public static async Task<SchemaDifference> Find(IDocumentStore store, CancellationToken cancel)
    {
        var database = store.Storage.Database;
        var objects = database.AllObjects().ToArray();
        foreach (var table in objects.OfType<ITable>())
        {
            table.AddOnlyMigrations = true;
        }

        foreach (var analysed in objects.OfType<ISchemaObjectWithPostProcessing>())
        {
            analysed.PostProcess(objects);
        }

        await using var connection = database.CreateConnection();
        await connection.OpenAsync(cancel);
        var migration = await SchemaMigration.DetermineAsync(connection, database.Migrator, cancel, objects);
        var more = migration.Deltas.OfType<ISchemaObjectDeltaWithWithheldDrops>()
            .SelectMany(delta => delta.WithheldDrops.Select(dropped => $"{((ISchemaObjectDelta)delta).SchemaObject.Identifier.Name}: {dropped}"));
        return new SchemaDifference(migration, [.. more]);
    }

    /// <summary>True when nodes of this version work with the object as it is: a function that is called the same way and only does its work as another version writes it.</summary>
    public static bool IsOnlyWrittenOtherwise(ISchemaObjectDelta delta) => delta switch
    {
        IRoutineDelta routine => routine.IsOnlyWrittenOtherwise,
        FunctionDelta { Difference: SchemaPatchDifference.Update, Actual: { } actual } function => Call(function.Expected.Body()) == Call(actual.Body()),
        _ => false,
    };

    /// <summary>Columns that a row must have and this version does not fill in: an insert of this version would fail.</summary>
    public static async Task<List<string>> DemandedByOthers(IDocumentStore store, NpgsqlDataSource source, CancellationToken cancel)
    {
        const string sql = """
            select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attnotnull and not a.atthasdef and a.attidentity = ''
            """;

        var tables = store.Storage.Database.AllObjects().OfType<Weasel.Postgresql.Tables.Table>().ToArray();
        var names = tables.Select(table => table.Identifier.Name).ToHashSet(StringComparer.Ordinal);
        var known = tables.SelectMany(table => table.Columns.Select(column => $"{table.Identifier.Name}.{column.Name}")).ToHashSet(StringComparer.Ordinal);
        await using var command = source.CreateCommand(sql).With(DatabaseConnections.Schema);
        var demanded = await command.ReadAll(row => row.GetString(0), cancel);
        return [.. demanded.Where(column => names.Contains(column.Split('.')[0]) && !known.Contains(column))];
    }

    // Name, arguments and result, without how they are laid out.
    private static string Call(string definition)
    {
        var end = definition.IndexOf('$', StringComparison.Ordinal);
        var words = definition[..(end < 0 ? definition.Length : end)].ToLowerInvariant().Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var text = string.Concat(words);
        var language = text.IndexOf("language", StringComparison.Ordinal);
        return (language < 0 ? text : text[..language]).Replace("timestamptz", "timestampwithtimezone", StringComparison.Ordinal);
    }
}

/// <summary>A difference of an <see cref="OwnersRoutine"/> that knows whether callers would notice.</summary>
internal interface IRoutineDelta
{
    bool IsOnlyWrittenOtherwise { get; }
}
