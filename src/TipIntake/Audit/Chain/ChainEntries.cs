using System.Buffers.Binary;
using NpgsqlTypes;
using TipIntake.Storage;

namespace TipIntake.Audit;

/// <summary>
/// Gives each committed entry its position. It looks for entries that have none, never for those behind the last one: a transaction may commit long
/// after another that began later.
/// </summary>
internal sealed class ChainEntries(DatabaseConnections connections, TimeProvider clock, AuditMeter meter)
{
    /// <summary>Ids begin with their time, so a look at the last minutes is short; it finds whatever committed within them.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    /// <summary>A look through the whole trail finds the rest: an entry whose transaction was open for longer, or whose node's clock is wrong.</summary>
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    private const int PageSize = 2_000;

    private const string Page = $"""
        with page as materialized (select id from {AuditTable.QualifiedName} where id > $1 order by id limit $2)
        select page.id, {StoredEntry.ColumnList}
        from page
        left join {ChainTable.QualifiedName} c on c.entry_id = page.id
        left join {AuditTable.QualifiedName} e on e.id = page.id and c.entry_id is null
        order by page.id
        """;

    private long? sweptAt;

    /// <summary>Page by page, each in a transaction of its own. Stops when another node is at it.</summary>
    /// <param name="afterEach">Called when a page is committed: between two pages there is time for a checkpoint.</param>
    public async Task Run(Func<Task> afterEach, CancellationToken cancel)
    {
        var sweeps = sweptAt is not { } swept || clock.GetElapsedTime(swept) > BetweenSweeps;
        var began = clock.GetTimestamp();
        var after = sweeps ? Guid.Empty : FirstIdAt(clock.GetUtcNow() - Recent);

        do
        {
            if (await ChainPage(after, cancel) is not { } page)
            {
                return;
            }

            await afterEach();
            after = page.Next;
        }
        while (after != Guid.Empty);

        sweptAt = sweeps ? began : sweptAt;
    }

    private async Task<(Guid Next, int Chained)?> ChainPage(Guid after, CancellationToken cancel)
    {
        await using var sequencing = await Sequencing.Begin(connections, cancel);
        if (sequencing is null)
        {
            return null;
        }

        var (entries, last, scanned) = await Read(sequencing, after, cancel);
        if (entries.Count > 0)
        {
            await Write(sequencing, entries, cancel);
            await sequencing.Commit(cancel);
            meter.Chained(entries.Count);
        }

        return (scanned < PageSize ? Guid.Empty : last, entries.Count);
    }

    private static async Task<(List<StoredEntry> Unchained, Guid Last, int Scanned)> Read(Sequencing sequencing, Guid after, CancellationToken cancel)
    {
        await using var command = sequencing.Command(Page, after, PageSize);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var (entries, last, scanned) = (new List<StoredEntry>(), after, 0);
        while (await rows.ReadAsync(cancel))
        {
            last = rows.GetGuid(0);
            scanned++;
            if (StoredEntries.Read(rows, 1) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return (entries, last, scanned);
    }

    private static async Task Write(Sequencing sequencing, List<StoredEntry> entries, CancellationToken cancel)
    {
        var (position, chain) = await sequencing.Head(cancel);
        await using var copy = await sequencing.Copy($"{ChainTable.QualifiedName} (position, entry_id, entry_hash, chain_hash)", cancel);
        foreach (var entry in entries)
        {
            var hash = EntryHash.Of(entry);
            chain = ChainHash.Next(chain, hash);
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(++position, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(entry.Id, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(hash, NpgsqlDbType.Bytea, cancel);
            await copy.WriteAsync(chain, NpgsqlDbType.Bytea, cancel);
        }

        await copy.CompleteAsync(cancel);
    }

    private static Guid FirstIdAt(DateTimeOffset time)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, time.ToUnixTimeMilliseconds() << 16);
        id[8..].Clear();
        return new Guid(id, bigEndian: true);
    }
}
