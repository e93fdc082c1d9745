namespace TipIntake.Monitoring;

/// <summary>How far behind the work is, as the database has it. Numbers of the whole service; none of an object.</summary>
/// <param name="OpenLeads">Leads that nobody has decided about.</param>
/// <param name="OldestLead">When the oldest of those in the first lane was opened.</param>
/// <param name="OldestReferral">Since when a referral about somebody in danger waits to be handed over.</param>
/// <param name="OldestNews">When the oldest tip came that has no lead yet.</param>
/// <param name="CountedUntil">Until when counts are complete.</param>
/// <param name="CheckpointAt">When the audit trail was signed last.</param>
/// <param name="Unchained">How many entries of the trail have no position yet.</param>
/// <param name="RetentionDay">The day that retention reckons with.</param>
/// <param name="Unjournaled">Since when an erasure is in no file outside the database.</param>
/// <param name="DatabaseClock">What the database takes for now.</param>
internal sealed record Backlog(
    long OpenLeads, DateTimeOffset? OldestLead, DateTimeOffset? OldestReferral, DateTimeOffset? OldestNews, DateTimeOffset? CountedUntil, DateTimeOffset? CheckpointAt, long Unchained, DateOnly? RetentionDay,
    DateTimeOffset? Unjournaled, DateTimeOffset DatabaseClock);
