using FluentValidation.Results;
using Marten;
using TipIntake.Audit;

namespace TipIntake.Catalogue;

/// <summary>What became of one entry: changed something, changed nothing, or was refused with a code and a reason.</summary>
internal sealed record EntryOutcome(bool Changed, string? Code = null, string? Reason = null)
{
    public static EntryOutcome Refuse(string code, string reason) => new(false, code, reason);
}

/// <summary>Brings one object of an <c>objects.json</c> into the catalogue: photos, events and state in one transaction.</summary>
internal sealed class ImportEntry(
    IDocumentStore store, ImportPhotos photos, ObjectEntryValidator validator, AuditTrail audit, TimeProvider clock)
{
    public async Task<EntryOutcome> Run(string folder, ObjectEntry? entry, bool publishes, Action<string> say, CancellationToken cancel)
    {
        if (entry is null)
        {
            return EntryOutcome.Refuse("entry-invalid", "It is empty.");
        }

        if (validator.Validate(entry) is { IsValid: false } invalid)
        {
            return EntryOutcome.Refuse("entry-invalid", Explain(invalid));
        }

        await using var session = store.LightweightSession();
        var current = await session.LoadAsync<TracedObject>(entry.Reference!, cancel);
        var ready = await photos.Run(folder, entry, current, say, cancel);
        if (ready.IsRefused)
        {
            return EntryOutcome.Refuse(ready.Refusal.Code, ImportPhotos.Explain(ready.Refusal.Code));
        }

        var traced = ready.Value.Select(photo => photo.Photo).ToArray();
        var decided = ImportRules.Decide(current, entry, traced, publishes, clock.GetUtcNow());
        if (decided.IsRefused)
        {
            return EntryOutcome.Refuse(decided.Refusal.Code, ImportRules.Explain(decided.Refusal.Code));
        }

        if (decided.Value.Count == 0)
        {
            return new EntryOutcome(Changed: false);
        }

        // Four eyes are bypassed here, so the trail says it with the act.
        AuditDetail[] how = [new("published", publishes ? "yes" : "no")];
        audit.Record(session, new AuditEntry(ImportRules.Actor, AuditActs.ObjectImported, $"object:{entry.Reference}", Details: how));
        await Store(session, entry.Reference!, decided.Value, ready.Value, cancel);
        return new EntryOutcome(Changed: true);
    }

    private static async Task Store(
        IDocumentSession session, string reference, IReadOnlyList<object> events, IEnumerable<ImportedPhoto> ready, CancellationToken cancel)
    {
        foreach (var photo in ready.Where(photo => photo.Renditions is not null))
        {
            PhotoStore.Add(session, photo.Photo.Id, photo.Renditions!);
        }

        if (events[0] is ObjectDrafted)
        {
            session.Events.StartStream<TracedObject>(reference, events);
        }
        else
        {
            var stream = await session.Events.FetchForWriting<TracedObject>(reference, cancel);
            stream.AppendMany(events);
        }

        await session.SaveChangesAsync(cancel);
    }

    private static string Explain(ValidationResult invalid) => string.Join("; ", invalid.Errors.Select(fault =>
        $"{char.ToLowerInvariant(fault.PropertyName[0])}{fault.PropertyName[1..]} {fault.ErrorMessage}"));
}
