using TipIntake.Storage;

namespace TipIntake.Retention;

/// <summary>Nothing of this object, or of this lead, is erased by age or by order until somebody else lifts it. Its sender may still take a tip back.</summary>
internal sealed record LegalHold
{
    public const string QualifiedName = $"{DatabaseConnections.Schema}.mt_doc_legalhold";

    /// <summary>Waits until nobody places a hold, and keeps everybody from placing one until the transaction ends: whoever erases reads the holds after it.</summary>
    public const string WaitForAll = "select pg_advisory_xact_lock(5568487)";

    /// <summary>The other side of it.</summary>
    public const string WaitForErasing = "select pg_advisory_xact_lock_shared(5568487)";

    /// <summary>Why something is held.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["court", "investigation", "complaint"];

    /// <summary>An object's reference, or a lead's id.</summary>
    public required string Id { get; init; }

    public required string Reason { get; init; }

    /// <summary>The number under which the operator's files have it.</summary>
    public required string File { get; init; }

    public required string PlacedBy { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }
}
