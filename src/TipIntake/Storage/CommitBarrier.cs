using Npgsql;

namespace TipIntake.Storage;

/// <summary>
/// Waits until all that can be seen now is kept for good: flushed, and by the synchronous standby too where there is one. A row can be seen
/// without that after a commit whose wait for the standby was cancelled, or when the server came up again alone.
/// </summary>
internal static class CommitBarrier
{
    // A few bytes in the log, and a commit that comes after every one that was seen. Anybody may write them, and nobody reads them.
    private const string Mark = "select pg_logical_emit_message(true, 'tipintake', '')";

    /// <summary>Throws when it was not passed in time: a commit that is cancelled says "done", too.</summary>
    public static async Task Pass(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Mark);
        await command.ExecuteNonQueryAsync(cancel);
        cancel.ThrowIfCancellationRequested();
    }
}
