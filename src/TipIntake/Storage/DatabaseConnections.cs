using Npgsql;
using TipIntake.Platform;

namespace TipIntake.Storage;

/// <summary>
/// The database as two roles see it: the application's (reads and writes rows) and, where configured, the owner's (changes the
/// schema). Settings <c>ConnectionStrings:TipIntake</c> and <c>ConnectionStrings:TipIntakeOwner</c>.
/// </summary>
internal sealed class DatabaseConnections : IAsyncDisposable
{
    public const string ApplicationRole = "tipintake_app";
    public const string OwnerRole = "tipintake_owner";
    public const string Schema = "tipintake";

    private readonly Lazy<NpgsqlDataSource>? owner;

    public DatabaseConnections(IConfiguration configuration)
    {
        var application = configuration.GetConnectionString("TipIntake") is { Length: > 0 } given
            ? given
            : throw new SettingException(
                "No database is configured. Set ConnectionStrings:TipIntake (environment: ConnectionStrings__TipIntake); see infra/docs/operations.md.");

        Application = Build(application, poolSize: 40);

        if (configuration.GetConnectionString("TipIntakeOwner") is { Length: > 0 } ownerConnection)
        {
            owner = new Lazy<NpgsqlDataSource>(() => Build(ownerConnection, poolSize: 2));
        }
    }

    public NpgsqlDataSource Application { get; }

    /// <summary>The owner's connection, or the application's where one role does both.</summary>
    public NpgsqlDataSource Owner => owner?.Value ?? Application;

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();

        if (owner is { IsValueCreated: true })
        {
            await owner.Value.DisposeAsync();
        }
    }

    private static NpgsqlDataSource Build(string connectionString, int poolSize)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "TipIntake",
            // Privacy: an error's detail quotes the row, and so the tip.
            IncludeErrorDetail = false,
            LogParameters = false,
        };

        if (!connectionString.Contains("Pool Size", StringComparison.OrdinalIgnoreCase))
        {
            settings.MaxPoolSize = poolSize;
        }

        if (!connectionString.Contains("Timeout", StringComparison.OrdinalIgnoreCase))
        {
            settings.Timeout = 3;
            settings.CommandTimeout = 5;
            settings.CancellationTimeout = 500;
        }

        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }
}
