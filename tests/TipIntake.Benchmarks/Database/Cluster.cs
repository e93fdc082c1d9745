using Npgsql;
using TipIntake.Benchmarks.Reporting;
using TipIntake.LocalPostgres;

namespace TipIntake.Benchmarks.Database;

/// <summary>A private PostgreSQL with fsync on, made for this run and thrown away after it.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly Dictionary<string, NpgsqlDataSource> databases = new(StringComparer.Ordinal);
    private readonly PrivatePostgres postgres;

    private Cluster(PrivatePostgres postgres, string folder)
    {
        this.postgres = postgres;
        Folder = folder;
    }

    /// <summary>For whatever else a server keeps during the run.</summary>
    public string Folder { get; }

    public int Postmaster => postgres.ServerPid;

    public Pgbench Pgbench => new(new NpgsqlConnectionStringBuilder(ConnectionString("postgres")), Postmaster);

    public static async Task<Cluster> StartAsync()
    {
        // Not CreateTempSubdirectory: as root the server runs under another account, which has to get in.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"tipintake-benchmark-{Environment.ProcessId}")).FullName;
        var options = new LocalPostgresOptions { DataDirectory = Path.Combine(folder, "postgres"), ThrowAway = true, Say = Progress.Say };
        return new Cluster(await PrivatePostgres.StartAsync(options), folder);
    }

    public string ConnectionString(string database, string user = "postgres") => postgres.ConnectionString(database, user);

    public NpgsqlDataSource Database(string name)
    {
        if (!databases.TryGetValue(name, out var database))
        {
            database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString(name)) { MaxPoolSize = 4 });
            databases.Add(name, database);
        }

        return database;
    }

    public async Task CreateDatabaseAsync(string name)
    {
        await using var command = Database("postgres").CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in databases.Values)
        {
            await database.DisposeAsync();
        }

        await postgres.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
