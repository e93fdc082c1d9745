using TipIntake.Storage;

namespace TipIntake.Catalogue;

/// <summary>What a public node may know of the catalogue: what is published, and no staff behind it; a photo by its address, which nobody can guess before it is published.</summary>
internal static class PublishedRoutines
{
    public const string Version = "published_version";
    public const string Objects = "published_objects";
    public const string Photo = "photo_named";

    private const string Published = $"{DatabaseConnections.Schema}.mt_doc_tracedobject o where o.data ->> 'status' in ('Published', 'Paused', 'Closed')";

    public static IEnumerable<OwnersRoutine> All =>
    [
        // Not a sum of versions: one object that goes may have as many as the next that comes.
        new(Version, "", "text", $"""
            begin
              return (select md5(string_agg(o.id || ' ' || o.mt_version, ',' order by o.id)) from {Published});
            end
            """),

        new(Objects, "", "SETOF jsonb", $"""
            begin
              return query select (select jsonb_object_agg(f.key, f.value) from jsonb_each(o.data) f where f.key in ('id', 'texts', 'status', 'changedAt', 'publishedAt', 'closedAt', 'closingText'))
                  || jsonb_build_object('photos', (select coalesce(jsonb_agg(p.photo - 'originalHash' - 'likeness' order by p.place), '[]') from jsonb_array_elements(o.data -> 'photos') with ordinality p(photo, place)))
                from {Published};
            end
            """),

        new(Photo, "id text, wide integer, kind text", "TABLE(bytes bytea, sha256 bytea)", $"""
            begin
              return query select p.bytes, p.sha256 from {PhotoTable.QualifiedName} p where p.photo_id = id and p.width = wide and p.format = kind;
            end
            """),
    ];
}
