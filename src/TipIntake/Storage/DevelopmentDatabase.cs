using Npgsql;
using TipIntake.LocalPostgres;
using TipIntake.Platform;

namespace TipIntake.Storage;

/// <summary>In Development, without a connection string: a private PostgreSQL with the same roles as a real installation.</summary>
internal static class DevelopmentDatabase
{
    public const string Name = "tipintake";

    /// <summary>Starts it and points the configuration at it. Null when a database is configured, or outside Development.</summary>
    public static async Task<PrivatePostgres?> StartIfNeeded(WebApplicationBuilder builder, Action<string> say, CancellationToken cancel)
    {
        if (!builder.Environment.IsDevelopment() || builder.Configuration.GetConnectionString("TipIntake") is { Length: > 0 })
        {
            return null;
        }

        var postgres = await PrivatePostgres.StartAsync(
            new LocalPostgresOptions
            {
                DataDirectory = Path.Combine(DataFolder.From(builder.Configuration), "postgres"),
                BinDirectory = builder.Configuration["LocalPostgres:BinDirectory"],
                Say = say,
            },
            cancel);

        await MakeRolesAndDatabase(postgres.ConnectionString(), Name, cancel);
        builder.Configuration.AddInMemoryCollection(ConnectionStrings(postgres, Name));
        return postgres;
    }

    public static Dictionary<string, string?> ConnectionStrings(PrivatePostgres postgres, string database) => new(StringComparer.Ordinal)
    {
        ["ConnectionStrings:TipIntake"] = postgres.ConnectionString(database, DatabaseConnections.ApplicationRole),
        ["ConnectionStrings:TipIntakeOwner"] = postgres.ConnectionString(database, DatabaseConnections.OwnerRole),
    };

    /// <summary>What infra/database/roles.sql does for a real installation; harmless when it is done already.</summary>
    public static async Task MakeRolesAndDatabase(string superuser, string database, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(superuser) { Pooling = false }.ConnectionString);

        // Over a socket nobody is asked; where there is none (Windows) the roles come in as the superuser does, with a password.
        var password = new NpgsqlConnectionStringBuilder(superuser).Password is { } known ? $" password '{known}'" : "";

        foreach (var role in (string[])[DatabaseConnections.OwnerRole, DatabaseConnections.ApplicationRole, DatabaseConnections.PublicRole])
        {
            await Run(source, $"do $$ begin create role {role} login{password}; exception when duplicate_object or unique_violation then null; end $$", cancel);
        }

        await using var exists = source.CreateCommand("select exists (select from pg_database where datname = $1)");
        exists.Parameters.Add(new NpgsqlParameter { Value = database });

        if (await exists.ExecuteScalarAsync(cancel) is false)
        {
            await Run(source, $"create database {database} owner {DatabaseConnections.OwnerRole}", cancel);
        }
    }

    private static async Task Run(NpgsqlDataSource source, string sql, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
