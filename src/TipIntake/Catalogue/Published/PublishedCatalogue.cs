using Marten;
using TipIntake.Platform;
using TipIntake.Storage;

namespace TipIntake.Catalogue;

/// <summary>
/// The published objects in memory. Answers lists and "is this object open?" without the database, and goes on answering
/// from its last copy while the database is away.
/// </summary>
internal sealed class PublishedCatalogue(IDocumentStore store, DatabaseConnections connections) : IDisposable
{
    private const string VersionQuery = $"select {DatabaseConnections.Schema}.{PublishedRoutines.Version}()";
    private const string ObjectsQuery = $"select * from {DatabaseConnections.Schema}.{PublishedRoutines.Objects}()";

    private readonly SemaphoreSlim refreshing = new(1);
    private volatile CatalogueSnapshot? current;
    private string? seen;

    /// <summary>Null until the catalogue has been read for the first time.</summary>
    public CatalogueSnapshot? Current => current;

    /// <summary>Null for unknown and for unpublished objects alike.</summary>
    public PublishedObject? Find(string reference) => current?.Find(reference);

    public bool IsClosed(string reference) => Find(reference) is { Status: PublishedStatus.Closed };

    /// <summary>The object if it takes tips, else why it does not.</summary>
    public Outcome<PublishedObject> FindOpen(string reference)
    {
        if (current is not { } snapshot)
        {
            return Refusals.StorageUnavailable;
        }

        return snapshot.Find(reference) switch
        {
            null => Refusals.ObjectUnknown,
            { Status: PublishedStatus.Paused } => Refusals.ObjectPaused,
            { Status: PublishedStatus.Closed } => Refusals.ObjectClosed,
            var open => open,
        };
    }

    /// <summary>Reads the published objects again if any object has changed; call it after a change of one's own.</summary>
    public async Task Refresh(CancellationToken cancel)
    {
        await refreshing.WaitAsync(cancel);
        try
        {
            var version = await ReadVersion(cancel);
            if (current is not null && version == seen)
            {
                return;
            }

            await using var command = connections.Application.CreateCommand(ObjectsQuery);
            var published = await command.ReadAll(row => store.Options.Serializer().FromJson<TracedObject>(row, 0), cancel);

            // Read before the objects: a change in between is then seen at the next look, never missed.
            seen = version;
            current = new CatalogueSnapshot(published.Select(PublishedObject.From));
        }
        finally
        {
            refreshing.Release();
        }
    }

    public void Dispose() => refreshing.Dispose();

    // Nothing when nothing is published.
    private async Task<string?> ReadVersion(CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(VersionQuery);
        return await command.ExecuteScalarAsync(cancel) as string;
    }
}
