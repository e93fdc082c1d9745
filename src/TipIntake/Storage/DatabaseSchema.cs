using System.Text.Json.Serialization;
using JasperFx;
using Marten;
using TipIntake.Platform;
using Weasel.Core.Migrations;

namespace TipIntake.Storage;

/// <summary>
/// Compares the database's tables with what the capabilities registered, and changes them as the owner. The application's role
/// gets rights on rows only, so a taken-over service cannot change the schema.
/// </summary>
internal sealed class DatabaseSchema(DatabaseConnections connections, IServiceProvider services)
{
    /// <summary>Brings the schema up to date and gives the application's role its rights; harmless when there is nothing to do.</summary>
    public async Task Apply(CancellationToken cancel)
    {
        await using var store = OwnersStore();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);

        if (connections.HasOwner && !await ApplicationRoleExists(cancel))
        {
            throw new SettingException($"The schema is up to date, but there is no role {DatabaseConnections.ApplicationRole} to give rights on it. Make it with infra/database/roles.sql, then run db-apply again.");
        }

        await GrantRowsToApplication(cancel);
    }

    /// <summary>True when the database is as this version of the program expects it.</summary>
    public async Task<bool> Matches(CancellationToken cancel)
    {
        var migration = await services.GetRequiredService<IDocumentStore>().Storage.CreateMigrationAsync();
        cancel.ThrowIfCancellationRequested();
        return migration.Difference == Weasel.Core.SchemaPatchDifference.None;
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

    private async Task<bool> ApplicationRoleExists(CancellationToken cancel)
    {
        await using var command = connections.Owner.CreateCommand($"select exists (select from pg_roles where rolname = '{DatabaseConnections.ApplicationRole}')");
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private async Task GrantRowsToApplication(CancellationToken cancel)
    {
        // In one transaction, so that there is no moment in which what may only grow could be changed.
        var appendOnly = services.GetServices<AppendOnlyTable>().Select(table => $"revoke update, delete, truncate on {table.QualifiedName} from {DatabaseConnections.ApplicationRole};");
        var grants = $"""
            do $$
            begin
                if exists (select from pg_roles where rolname = '{DatabaseConnections.ApplicationRole}') then
                    grant usage on schema {DatabaseConnections.Schema} to {DatabaseConnections.ApplicationRole};
                    grant select, insert, update, delete on all tables in schema {DatabaseConnections.Schema} to {DatabaseConnections.ApplicationRole};
                    grant usage, select on all sequences in schema {DatabaseConnections.Schema} to {DatabaseConnections.ApplicationRole};
                    grant execute on all functions in schema {DatabaseConnections.Schema} to {DatabaseConnections.ApplicationRole};
                    {string.Join('\n', appendOnly)}
                end if;
            end $$;
            """;

        await using var command = connections.Owner.CreateCommand(grants);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
