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
    public const string PublicRole = "tipintake_public";
    public const string OwnerRole = "tipintake_owner";
    public const string Schema = "tipintake";

    // What the client asks for beats what was set for the role, the database or the server, and DISCARD ALL comes back to it.
    // A server that ends a commit's wait for the standby by a time-out of its own commits without it and says "done": the time-outs are ours.
    private const string FlushCommits = "-c synchronous_commit=on -c statement_timeout=0";

    // In seconds. A session keeps what was set for its role when it began, so the watch looks through young ones.
    private const int LongestWatchSession = 5;

    private readonly Lazy<NpgsqlDataSource>? owner;

    public DatabaseConnections(IConfiguration configuration)
    {
        var application = configuration.GetConnectionString("TipIntake") is { Length: > 0 } given
            ? given
            : throw new SettingException(
                "No database is configured. Set ConnectionStrings:TipIntake (environment: ConnectionStrings__TipIntake); see infra/docs/operations.md.");

        Application = Build(FlushingAlways(application, poolSize: 40));
        Watch = Build(SeeingDefaults(application));

        if (configuration.GetConnectionString("TipIntakeOwner") is { Length: > 0 } ownerConnection)
        {
            owner = new Lazy<NpgsqlDataSource>(() => Build(FlushingAlways(ownerConnection, poolSize: 2)));
        }
    }

    public NpgsqlDataSource Application { get; }

    /// <summary>A few connections of its own for the watch over storage: visitors who use up the others must not make it look away.</summary>
    /// <remarks>It asks for nothing by itself, so it sees what the database would do for a session that does not ask.</remarks>
    public NpgsqlDataSource Watch { get; }

    public bool HasOwner => owner is not null;

    /// <summary>The owner's connection, or the application's where one role does both.</summary>
    public NpgsqlDataSource Owner => owner?.Value ?? Application;

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();
        await Watch.DisposeAsync();

        if (owner is { IsValueCreated: true })
        {
            await owner.Value.DisposeAsync();
        }
    }

    private static NpgsqlConnectionStringBuilder FlushingAlways(string connectionString, int poolSize)
    {
        var settings = Settings(connectionString, poolSize);
        settings.Options = string.Join(' ', ((string?[])[settings.Options, FlushCommits]).Where(option => !string.IsNullOrEmpty(option)));
        return settings;
    }

    private static NpgsqlConnectionStringBuilder SeeingDefaults(string connectionString)
    {
        var settings = Settings(connectionString, poolSize: 2);
        settings.ConnectionLifetime = LongestWatchSession;
        return settings;
    }

    private static NpgsqlConnectionStringBuilder Settings(string connectionString, int poolSize)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "TipIntake",
            // Privacy: an error's detail quotes the row, and so the tip.
            IncludeErrorDetail = false,
            LogParameters = false,
        };

        var given = new NpgsqlConnectionStringBuilder(connectionString);
        settings.MaxPoolSize = given.ContainsKey("Maximum Pool Size") ? given.MaxPoolSize : poolSize;
        settings.Timeout = given.ContainsKey("Timeout") ? given.Timeout : 3;
        settings.CommandTimeout = given.ContainsKey("Command Timeout") ? given.CommandTimeout : 5;
        // Never wait for what a cancelled command says: a commit that is cancelled while it waits for the standby says "done".
        settings.CancellationTimeout = -1;
        return settings;
    }

    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder settings) =>
        new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
}
