using TipIntake.Storage;

namespace TipIntake.Audit;

/// <summary>Signs the trail as it is now, when enough entries or enough time have passed since the last checkpoint.</summary>
internal sealed class MakeCheckpoint(DatabaseConnections connections, CheckpointKey key, CheckpointSettings settings, TimeProvider clock, AuditMeter meter, ILogger<MakeCheckpoint> log)
{
    private const string Last = $"select size, text, frontier from {CheckpointTable.QualifiedName} order by size desc limit 1";
    private const string Hashes = $"select entry_hash, chain_hash from {ChainTable.QualifiedName} where position > $1 and position <= $2 order by position";
    private const string ChainAt = $"select chain_hash from {ChainTable.QualifiedName} where position = $1";
    private const string Insert = $"insert into {CheckpointTable.QualifiedName} (size, made_at, text, frontier) values ($1, $2, $3, $4)";

    private bool refusing;

    /// <summary>Nothing happens while none is due, or another node is at it.</summary>
    public async Task Run(CancellationToken cancel)
    {
        await using var sequencing = await Sequencing.Begin(connections, cancel);
        if (sequencing is null)
        {
            return;
        }

        var last = await FindLast(sequencing, cancel);
        var (size, chain) = await sequencing.Head(cancel);
        if (!IsDue(last?.Checkpoint, size))
        {
            return;
        }

        if (await Grow(sequencing, last, size, cancel) is not { } tree)
        {
            Refuse();
            return;
        }

        await Store(sequencing, Next(last?.Checkpoint, tree, chain), tree, cancel);
        refusing = false;
    }

    private bool IsDue(Checkpoint? last, long size)
    {
        var (lastSize, lastTime) = (last?.Size ?? 0, last?.At ?? DateTimeOffset.MinValue);
        return size < lastSize || size - lastSize >= settings.Entries || (size > lastSize && clock.GetUtcNow() - lastTime >= settings.Every);
    }

    // Nothing is signed on top of a trail that is not the one signed before: that would make a forgery look like the truth.
    private static async Task<MerkleFrontier?> Grow(Sequencing sequencing, (Checkpoint Checkpoint, MerkleFrontier Tree)? last, long size, CancellationToken cancel)
    {
        if (last is { } signed)
        {
            await using var look = sequencing.Command(ChainAt, signed.Checkpoint.Size);
            if (await look.ExecuteScalarAsync(cancel) is not byte[] chain || !chain.AsSpan().SequenceEqual(signed.Checkpoint.Chain))
            {
                return null;
            }
        }

        var (tree, link) = (last?.Tree ?? new MerkleFrontier(), last?.Checkpoint.Chain ?? ChainHash.Start);
        await using var command = sequencing.Command(Hashes, tree.Size, size);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var hash = rows.GetFieldValue<byte[]>(0);
            link = hash.Length == EntryHash.Size ? ChainHash.Next(link, hash) : [];
            if (!rows.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(link))
            {
                return null;
            }

            tree.Add(hash);
        }

        return tree.Size == size ? tree : null;
    }

    private Checkpoint Next(Checkpoint? last, MerkleFrontier tree, byte[] chain)
    {
        var now = clock.GetUtcNow();
        var at = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        return new Checkpoint(tree.Size, tree.Root(), chain, at, last?.Hash() ?? ChainHash.Start, key.Public.Id);
    }

    private async Task Store(Sequencing sequencing, Checkpoint checkpoint, MerkleFrontier tree, CancellationToken cancel)
    {
        await using var command = sequencing.Command(Insert, checkpoint.Size, checkpoint.At, checkpoint.Text(key.Sign(checkpoint)), tree.ToBytes());
        await command.ExecuteNonQueryAsync(cancel);
        await sequencing.Commit(cancel);
        meter.Signed();
    }

    private void Refuse()
    {
        meter.Failed("signing");
        if (!refusing)
        {
            log.LogCritical("The audit trail does not continue its last checkpoint: it was altered in the database. Nothing is signed until this is cleared up; run audit verify");
        }

        refusing = true;
    }

    private static async Task<(Checkpoint Checkpoint, MerkleFrontier Tree)?> FindLast(Sequencing sequencing, CancellationToken cancel)
    {
        await using var command = sequencing.Command(Last);
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
        {
            return null;
        }

        return Checkpoint.Parse(row.GetString(1)) is ({ } checkpoint, _) && checkpoint.Size == row.GetInt64(0)
            ? (checkpoint, MerkleFrontier.From(checkpoint.Size, row.GetFieldValue<byte[]>(2)))
            : throw new InvalidOperationException("The last checkpoint in the table cannot be read.");
    }
}
