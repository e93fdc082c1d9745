using Npgsql;

namespace TipIntake.Storage;

/// <summary>
/// Watches whether the database keeps the promise that an answered tip is on disk. While it does not, the service is not ready
/// and takes no tips. The reasons go to the log, never to a caller.
/// </summary>
internal sealed class StorageGuard(DatabaseConnections connections, DatabaseSchema schema, IConfiguration configuration, TimeProvider clock, ILogger<StorageGuard> log) : BackgroundService
{
    public const string StandbySetting = "Storage:RequireSynchronousStandby";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestFirstLook = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SchemaInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly bool requiresStandby = configuration.GetValue<bool>(StandbySetting);

    private volatile string? problem = "storage not looked at yet";
    private Task<string?> looking = Task.FromResult<string?>(null);
    private bool schemaMatched;
    private long schemaSeen;

    /// <summary>Null while every promise can be kept; else why not, for the log.</summary>
    public string? Problem => problem;

    public bool MayPromise => problem is null;

    public async Task Look(CancellationToken cancel)
    {
        var found = await FindProblemInTime(cancel);

        if (found != problem)
        {
            if (found is null)
            {
                log.LogInformation("Storage is safe: commits are flushed and the schema has what this version needs");
            }
            else
            {
                log.LogError("Not ready: {Problem}", found);
            }
        }

        problem = found;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);

        do
        {
            await Look(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // Before the driver gives a query up it asks the server to cancel it, and a frozen server keeps it waiting for that, too: for
    // 5 to 8 seconds in all. So a late look is left to itself, and no second one is started beside it.
    private async Task<string?> FindProblemInTime(CancellationToken cancel)
    {
        var limit = schemaMatched ? LongestLook : LongestFirstLook;
        looking = looking.IsCompleted ? FindProblem(limit, cancel) : looking;

        try
        {
            return await looking.WaitAsync(limit + Grace, cancel);
        }
        catch (TimeoutException)
        {
            return "the database does not answer";
        }
    }

    private async Task<string?> FindProblem(TimeSpan longest, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(longest);

        try
        {
            if (await FindUnsafeSetting(limit.Token) is { } setting)
            {
                return setting;
            }

            if (requiresStandby && !await StandbyConfirms(limit.Token))
            {
                return "no synchronous standby confirms a commit";
            }

            if (!schemaMatched || clock.GetElapsedTime(schemaSeen) > SchemaInterval)
            {
                schemaMatched = await schema.Serves(limit.Token);
                schemaSeen = clock.GetTimestamp();
            }

            return schemaMatched ? null : "the schema lacks something that this version needs; run db-apply";
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            // Only the kind of fault: a message may quote what was sent.
            return $"the database does not answer ({fault.GetType().Name}{(fault is PostgresException { SqlState: var state } ? " " + state : "")})";
        }
    }

    // The application may not see who replicates, so it asks for what it needs: one commit that a standby confirms.
    private async Task<bool> StandbyConfirms(CancellationToken cancel)
    {
        try
        {
            await CommitBarrier.Pass(connections.Watch, cancel);
            return true;
        }
        catch (Exception fault) when (cancel.IsCancellationRequested || fault is NpgsqlException { InnerException: TimeoutException })
        {
            return false;
        }
    }

    private async Task<string?> FindUnsafeSetting(CancellationToken cancel)
    {
        const string sql = """
            select current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'),
                   current_setting('synchronous_standby_names'), pg_is_in_recovery() or current_setting('transaction_read_only')::bool
            """;

        await using var command = connections.Watch.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);

        return DurabilitySettings.FindUnsafe(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), requiresStandby);
    }
}

/// <summary>Which settings of PostgreSQL make "stored" mean "on disk, here and on the standby that was asked for".</summary>
internal static class DurabilitySettings
{
    public static string? FindUnsafe(string fsync, string fullPageWrites, string synchronousCommit, string standbys, bool inRecovery, bool requiresStandby) => (fsync, fullPageWrites, synchronousCommit) switch
    {
        _ when inRecovery => "connected to a standby, which cannot store",
        (not "on", _, _) => "fsync is off: a power cut loses answered tips",
        (_, not "on", _) => "full_page_writes is off: a power cut can tear pages",
        _ when requiresStandby && standbys.Length == 0 => $"synchronous_standby_names is empty: no standby has what is answered, and {StorageGuard.StandbySetting} asks for one",
        (_, _, "on" or "remote_apply") => null,
        (_, _, "local" or "remote_write") when standbys.Length == 0 => null,
        _ => $"synchronous_commit is {synchronousCommit}: without the service asking for more, answered tips would not be on disk",
    };
}
