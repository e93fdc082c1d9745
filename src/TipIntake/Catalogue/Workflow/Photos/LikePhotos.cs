using Npgsql;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Catalogue;

/// <param name="Reference">Of the other object; left out when it lies outside the reader's scope.</param>
/// <param name="Distance">How many of 64 bits differ; 0 is as good as the same picture.</param>
internal sealed record LikePhoto(string? Reference, int Distance);

/// <summary>Compares a photo with every one that was ever added to any object, also one that was withdrawn or taken out again.</summary>
internal sealed class LikePhotos(DatabaseConnections connections)
{
    public const int MostDistance = 10;

    private const string Select = $"""
        select * from (
          select e.stream_id, min(bit_count(('x' || (e.data -> 'photo' ->> 'likeness'))::bit(64) # ('x' || $1)::bit(64))) as distance,
            (select array(select jsonb_array_elements_text(o.data -> 'texts' -> 'regions')) from {DatabaseConnections.Schema}.mt_doc_tracedobject o where o.id = e.stream_id) as regions
          from {DatabaseConnections.Schema}.mt_events e
          where e.type = 'object_photo_added' and (e.stream_id <> $2 or e.data -> 'photo' ->> 'id' <> $3)
          group by e.stream_id) as found
        where distance <= $4 order by distance, stream_id limit 20
        """;

    public async Task<LikePhoto[]> Of(Scope scope, string reference, TracedPhoto photo, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Select);
        command.Parameters.Add(new NpgsqlParameter { Value = photo.Likeness });
        command.Parameters.Add(new NpgsqlParameter { Value = reference });
        command.Parameters.Add(new NpgsqlParameter { Value = photo.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = (long)MostDistance });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<LikePhoto>();
        while (await rows.ReadAsync(cancel))
        {
            var (other, regions) = (rows.GetString(0), await rows.IsDBNullAsync(2, cancel) ? [] : rows.GetFieldValue<string[]>(2));
            found.Add(new LikePhoto(scope.Covers(other, regions) ? other : null, (int)rows.GetInt64(1)));
        }

        return [.. found];
    }
}
