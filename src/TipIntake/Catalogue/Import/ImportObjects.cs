using System.Text.Json;

namespace TipIntake.Catalogue;

/// <summary>An entry that was not taken, and why.</summary>
internal sealed record RefusedEntry(string Reference, string Code, string Reason);

internal sealed record ImportReport(int Changed, int Unchanged, IReadOnlyList<RefusedEntry> Refused);

/// <summary>Brings the objects and photos of a folder into the catalogue. A bad entry is refused by itself; the others go in.</summary>
internal sealed class ImportObjects(ImportEntry import, PublishedCatalogue catalogue, IHostEnvironment environment)
{
    public const string FileName = "objects.json";

    /// <param name="withoutSecondPerson">Publishes outside Development too.</param>
    public async Task<ImportReport> Run(string folder, Action<string> say, CancellationToken cancel, bool withoutSecondPerson = false)
    {
        if (await ReadEntries(folder, cancel) is not { } entries)
        {
            return new ImportReport(0, 0, [new RefusedEntry(FileName, "file-unreadable", "It is missing, or no list of objects in valid JSON.")]);
        }

        var (changed, unchanged) = (0, 0);
        var refused = new List<RefusedEntry>();
        var references = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (number, entry) in entries.Index())
        {
            var name = entry?.Reference ?? $"entry {number + 1}";
            say(name);
            var outcome = references.Add(name)
                ? await import.Run(folder, entry, withoutSecondPerson || environment.IsDevelopment(), say, cancel)
                : EntryOutcome.Refuse("entry-twice", "The reference stands in the file twice.");
            changed += outcome.Changed ? 1 : 0;
            unchanged += outcome is { Changed: false, Code: null } ? 1 : 0;
            if (outcome.Code is not null)
            {
                refused.Add(new RefusedEntry(name, outcome.Code, outcome.Reason!));
            }

            await catalogue.Refresh(cancel);
        }

        return new ImportReport(changed, unchanged, refused);
    }

    private static async Task<ObjectEntry?[]?> ReadEntries(string folder, CancellationToken cancel)
    {
        try
        {
            await using var file = File.OpenRead(Path.Combine(folder, FileName));
            return await JsonSerializer.DeserializeAsync(file, ObjectEntryJson.Default.ObjectEntryArray, cancel);
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
