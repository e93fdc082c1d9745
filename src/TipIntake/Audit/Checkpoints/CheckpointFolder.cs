using TipIntake.Storage;

namespace TipIntake.Audit;

/// <summary>Writes to the folder what the table has and it has not. A folder that takes no file is said once, counted, and tried again; the trail goes on.</summary>
internal sealed class CheckpointFolder(DatabaseConnections connections, CheckpointSettings settings, AuditMeter meter, ILogger<CheckpointFolder> log)
{
    private const int MostAtOnce = 200;

    private const string Newer = $"select size, text from {CheckpointTable.QualifiedName} where size > $1 order by size limit $2";

    private long? written;
    private bool failing;

    public async Task WriteMissing(CancellationToken cancel)
    {
        try
        {
            Directory.CreateDirectory(settings.Folder);
            written ??= CheckpointFile.NewestIn(settings.Folder);
            foreach (var (size, text) in await Missing(written.Value, cancel))
            {
                Write(size, text);
                written = size;
            }

            failing = false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Say(fault);
        }
    }

    private void Write(long size, string text)
    {
        var name = CheckpointFile.NameOf(size);
        if (!WholeFile.TryAdd(settings.Folder, name, text, WholeFile.ForReaders) && File.ReadAllText(Path.Combine(settings.Folder, name)) != text)
        {
            // The trail was shortened and has grown again, or somebody put a file there. The first one stays: it is the evidence.
            meter.Failed("writing");
            log.LogCritical("There is another checkpoint of size {Size} in the folder already; it stays. Run audit verify", size);
        }
    }

    private async Task<List<(long Size, string Text)>> Missing(long after, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Newer);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(MostAtOnce);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var missing = new List<(long, string)>();
        while (await rows.ReadAsync(cancel))
        {
            missing.Add((rows.GetInt64(0), rows.GetString(1)));
        }

        return missing;
    }

    private void Say(Exception fault)
    {
        // What is in the folder may have changed while it was away.
        written = null;
        meter.Failed("writing");
        if (!failing)
        {
            log.LogError("Checkpoints of the audit trail cannot be written to Audit:Checkpoints:Path ({Fault}); it is tried again, and until then an alteration could stay unseen", fault.GetType().Name);
        }

        failing = true;
    }
}
