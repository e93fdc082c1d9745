using System.Security.Cryptography;
using Marten;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;
using NpgsqlTypes;
using TipIntake.Storage;

namespace TipIntake.Catalogue;

internal readonly record struct PhotoFile(string Id, int Width, string Format);

internal sealed record StoredPhoto(byte[] Bytes, string ETag);

/// <summary>Photos in PostgreSQL, addressed by their content; the ones asked for last are kept in memory.</summary>
internal sealed class PhotoStore(DatabaseConnections connections) : IDisposable
{
    private const long LargestCache = 48 * 1024 * 1024;
    private const int IdBytes = 16;

    private const string Insert = $"""
        insert into {PhotoTable.QualifiedName} (photo_id, width, format, height, sha256, bytes)
        values (?, ?, ?, ?, ?, ?) on conflict (photo_id, width, format) do nothing
        """;

    private const string Select = $"select bytes, sha256 from {DatabaseConnections.Schema}.{PublishedRoutines.Photo}($1, $2, $3)";

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = LargestCache });

    /// <summary>The first 128 bits of a hash over everything that is served: the same pictures, the same address.</summary>
    public static string IdOf(PhotoRenditions renditions)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var size in renditions.Sizes)
        {
            hash.AppendData(SHA256.HashData(size.Webp));
            hash.AppendData(SHA256.HashData(size.Jpeg));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, IdBytes));
    }

    /// <summary>Joins the session's transaction, so that an object never names a photo that is not there.</summary>
    public static void Add(IDocumentSession session, string id, PhotoRenditions renditions)
    {
        foreach (var size in renditions.Sizes)
        {
            foreach (var (format, bytes) in new[] { (PhotoFormats.Webp, size.Webp), (PhotoFormats.Jpeg, size.Jpeg) })
            {
                session.QueueSqlCommand(Insert, id, size.Width, format, size.Height, SHA256.HashData(bytes), bytes);
            }
        }
    }

    public async Task<StoredPhoto?> Find(PhotoFile file, CancellationToken cancel)
    {
        if (cache.TryGetValue(file, out StoredPhoto? kept))
        {
            return kept;
        }

        if (await Read(file, cancel) is not { } stored)
        {
            return null;
        }

        using var entry = cache.CreateEntry(file);
        entry.Size = stored.Bytes.Length;
        entry.Value = stored;
        return stored;
    }

    public void Dispose() => cache.Dispose();

    private async Task<StoredPhoto?> Read(PhotoFile file, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Select);
        command.Parameters.Add(new NpgsqlParameter { Value = file.Id, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = file.Width, NpgsqlDbType = NpgsqlDbType.Integer });
        command.Parameters.Add(new NpgsqlParameter { Value = file.Format, NpgsqlDbType = NpgsqlDbType.Text });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new StoredPhoto(row.GetFieldValue<byte[]>(0), $"\"{Convert.ToHexStringLower(row.GetFieldValue<byte[]>(1).AsSpan(0, IdBytes))}\"")
            : null;
    }
}
