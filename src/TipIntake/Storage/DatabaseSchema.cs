using System.Text.Json.Serialization;
using JasperFx;
using Marten;
using Npgsql;
using TipIntake.Platform;
using TipIntake.Storage.Changes;
using Weasel.Core;
using Weasel.Postgresql;

namespace TipIntake.Storage;

/// <summary>
/// Compares the database's tables with what the capabilities registered, and changes them as the owner. The roles that serve get rights
/// on rows only, so a taken-over service cannot change the schema.
/// </summary>
internal sealed class DatabaseSchema(DatabaseConnections connections, IServiceProvider services)
{
    /// <summary>
    /// Adds to the schema what this version needs and gives the roles that serve their rights, while nodes of this and other versions serve; harmless when there is nothing to do.
    /// What it does not know it leaves alone, so an older version takes nothing from a newer one.
    /// </summary>
    public async Task Apply(CancellationToken cancel)
    {
        await using var store = OwnersStore(connections.Owner);
        await using var connection = await connections.Owner.OpenConnectionAsync(cancel);
        await using var change = new GentleChange(connection, store.Storage.Database.Migrator);
        await change.TakeTurn(cancel);
        await change.DropUnfinishedIndexes(cancel);
        await change.Apply(await SchemaDifference.Find(store, cancel), cancel);

        var missing = await MissingRoles(cancel);
        if (connections.HasOwner && missing.Count > 0)
        {
            throw new SettingException($"The schema is up to date, but there is no role {string.Join(" and no role ", missing)} to give rights on it. Make it with infra/database/roles.sql, then run db-apply again.");
        }

        if (missing.Count == 0)
        {
            await change.Run(DatabaseRights.Grant(Routines(store).Select(routine => routine.Identifier.QualifiedName)), cancel);
        }
    }

    /// <summary>True when the database has all that this version of the program expects, and has it as this version writes it.</summary>
    public async Task<bool> Matches(CancellationToken cancel) => await IsThere(delta => false, cancel);

    /// <summary>True when nodes of this version can work with the database, be it this version's or one that a later version has added to.</summary>
    public async Task<bool> Serves(CancellationToken cancel) =>
        await IsThere(SchemaDifference.IsOnlyWrittenOtherwise, cancel)
        && (await SchemaDifference.DemandedByOthers(services.GetRequiredService<IDocumentStore>(), connections.Application, cancel)).Count == 0;

    /// <summary>Columns, indexes and keys beyond what this version knows.</summary>
    public async Task<IReadOnlyList<string>> More(CancellationToken cancel) => (await SchemaDifference.Find(services.GetRequiredService<IDocumentStore>(), cancel)).More;

    /// <summary>Writes the SQL that <see cref="Apply"/> would run, for review.</summary>
    public async Task WritePatch(string file, CancellationToken cancel)
    {
        await using var store = OwnersStore(connections.Owner);
        await store.Storage.Database.Migrator.WriteMigrationFileAsync(Path.GetFullPath(file), (await SchemaDifference.Find(store, cancel)).Migration, cancel);
    }

    /// <summary>The schema as this version has it, for a database of one's choice.</summary>
    public static DocumentStore OwnersStore(NpgsqlDataSource owner, IServiceProvider services)
    {
        var options = new StoreOptions();
        options.Connection(owner);
        options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
        ((PostgresqlMigrator)options.Advanced.Migrator).BuildIndexesConcurrentlyOnAlter = true;
        StorageSetup.Configure(options, services.GetServices<JsonSerializerContext>());

        foreach (var configure in services.GetServices<IConfigureMarten>())
        {
            configure.Configure(services, options);
        }

        return new DocumentStore(options);
    }

    private DocumentStore OwnersStore(NpgsqlDataSource owner) => OwnersStore(owner, services);

    private async Task<bool> IsThere(Func<ISchemaObjectDelta, bool> isTolerated, CancellationToken cancel)
    {
        var difference = await SchemaDifference.Find(services.GetRequiredService<IDocumentStore>(), cancel);
        foreach (var delta in difference.Missing.Where(delta => !isTolerated(delta)))
        {
            if (delta is not { SchemaObject: Sequence, Difference: SchemaPatchDifference.Create } || !await Exists(delta.SchemaObject.Identifier.QualifiedName, cancel))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<OwnersRoutine> Routines(DocumentStore store) => store.Options.Storage.ExtendedSchemaObjects.OfType<OwnersRoutine>();

    // A sequence is hidden from a role that may not use it, but not its name.
    private async Task<bool> Exists(string sequence, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand("select to_regclass($1) is not null").With(sequence);
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private async Task<List<string>> MissingRoles(CancellationToken cancel)
    {
        await using var command = connections.Owner.CreateCommand("select name from unnest($1) as name where not exists (select from pg_roles where rolname = name)")
            .With([(string[])[DatabaseConnections.ApplicationRole, DatabaseConnections.PublicRole]]);
        return await command.ReadAll(row => row.GetString(0), cancel);
    }
}
