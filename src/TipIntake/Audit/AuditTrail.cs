using System.Text.Json;
using Marten;

namespace TipIntake.Audit;

/// <summary>Writes to the trail with the session's own transaction: no act without its entry, no entry without its act, and nothing is read out before its entry is committed.</summary>
internal sealed class AuditTrail(TimeProvider clock)
{
    private const string Insert = $"insert into {AuditTable.QualifiedName} (id, at, actor, act, subject, reason, details) values (?, ?, ?, ?, ?, ?, ?)";

    /// <summary>Takes effect when the session saves its changes.</summary>
    public void Record(IDocumentSession session, AuditEntry entry)
    {
        var now = clock.GetUtcNow();
        session.QueueSqlCommand(
            Insert,
            Guid.CreateVersion7(now), now, entry.Actor, entry.Act, entry.Subject,
            entry.Reason ?? (object)DBNull.Value,
            entry.Details is { Count: > 0 } details ? JsonSerializer.Serialize(details.Select(detail => (string[])[detail.Name, detail.Value])) : DBNull.Value);
    }
}
