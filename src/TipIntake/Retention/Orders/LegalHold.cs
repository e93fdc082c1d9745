using TipIntake.Storage;

namespace TipIntake.Retention;

/// <summary>Nothing of this object, or of this lead, is erased by age or by order until somebody else lifts it. Its sender may still take a tip back.</summary>
internal sealed record LegalHold
{
    public const string QualifiedName = $"{DatabaseConnections.Schema}.mt_doc_legalhold";

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
