using System.Text.Json.Serialization;
using JasperFx;
using Marten;
using TipIntake.Platform;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;

namespace TipIntake.Storage;

/// <summary>
/// Compares the database's tables with what the capabilities registered, and changes them as the owner. The roles that serve get rights
/// on rows only, so a taken-over service cannot change the schema.
/// </summary>
internal sealed class DatabaseSchema(DatabaseConnections connections, IServiceProvider services)
{
    /// <summary>Brings the schema up to date and gives the roles that serve their rights; harmless when there is nothing to do.</summary>
    public async Task Apply(CancellationToken cancel)
    {
        await using var store = OwnersStore();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);

        var missing = await MissingRoles(cancel);
        if (connections.HasOwner && missing.Count > 0)
        {
            throw new SettingException($"The schema is up to date, but there is no role {string.Join(" and no role ", missing)} to give rights on it. Make it with infra/database/roles.sql, then run db-apply again.");
        }

        if (missing.Count == 0)
        {
            await using var grant = connections.Owner.CreateCommand(DatabaseRights.Grant(Routines(store).Select(routine => routine.Identifier.QualifiedName)));
            await grant.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>True when the database is as this version of the program expects it.</summary>
    public async Task<bool> Matches(CancellationToken cancel)
    {
        var migration = await services.GetRequiredService<IDocumentStore>().Storage.CreateMigrationAsync();
        cancel.ThrowIfCancellationRequested();
        foreach (var delta in migration.Deltas.Where(delta => delta.Difference != SchemaPatchDifference.None))
        {
            if (delta is not { SchemaObject: Sequence, Difference: SchemaPatchDifference.Create } || !await Exists(delta.SchemaObject.Identifier.QualifiedName, cancel))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the SQL that <see cref="Apply"/> would run, for review.</summary>
    public async Task WritePatch(string file, CancellationToken cancel)
    {
        await using var store = OwnersStore();
        await store.Storage.Database.WriteMigrationFileAsync(file, cancel);
    }

    private DocumentStore OwnersStore()
    {
        var options = new StoreOptions();
        options.Connection(connections.Owner);
        options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
        StorageSetup.Configure(options, services.GetServices<JsonSerializerContext>());

        foreach (var configure in services.GetServices<IConfigureMarten>())
        {
            configure.Configure(services, options);
        }

        return new DocumentStore(options);
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
