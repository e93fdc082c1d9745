namespace TipIntake.Audit;

/// <summary>One line of the trail: who did or read what, and why. Ids, codes and numbers only, never anybody's words.</summary>
/// <param name="Actor"><c>staff:ID</c>, <c>token:ID</c>, <c>terminal</c> or <c>worker:NAME</c>.</param>
/// <param name="Act">A stable name from <see cref="AuditActs"/>.</param>
/// <param name="Subject">What it was done to: <c>object:OBJ-2026-0007</c>, <c>tip:ID</c>, <c>staff:ID</c>.</param>
/// <param name="Reason">A code where the act asks for a reason.</param>
/// <param name="Details">More ids, codes and numbers, in a fixed order.</param>
internal sealed record AuditEntry(string Actor, string Act, string Subject, string? Reason = null, IReadOnlyList<AuditDetail>? Details = null);

internal sealed record AuditDetail(string Name, string Value);
