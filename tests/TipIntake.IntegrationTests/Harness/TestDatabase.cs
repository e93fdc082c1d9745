using Npgsql;
using TipIntake.LocalPostgres;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>One throw-away PostgreSQL for the whole run; a service under test may have a database of its own on it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PrivatePostgres postgres;

    private TestDatabase(PrivatePostgres postgres) => this.postgres = postgres;

    public static async Task<TestDatabase> Start() => new(await PrivatePostgres.StartAsync(new LocalPostgresOptions
    {
        DataDirectory = Path.Combine(Path.GetTempPath(), $"tipintake-tests-{Guid.NewGuid():N}"),
        ThrowAway = true,
    }));

    /// <summary>The settings of a service that uses this database; it is made with the roles of a real installation.</summary>
    public async Task<Dictionary<string, string?>> Settings(string database)
    {
        await DevelopmentDatabase.MakeRolesAndDatabase(postgres.ConnectionString(), database, CancellationToken.None);
        return DevelopmentDatabase.ConnectionStrings(postgres, database);
    }

    /// <summary>Rows as the database's superuser sees them: nothing is hidden from a test.</summary>
    public NpgsqlDataSource Superuser(string database) => NpgsqlDataSource.Create(postgres.ConnectionString(database));

    public ValueTask DisposeAsync() => postgres.DisposeAsync();
}
