namespace TipIntake.Retention;

/// <summary>An authority wants one tip erased: somebody has brought its paper, and a second person carries it out, or declines.</summary>
internal sealed record ErasureOrder
{
    public static readonly IReadOnlyList<string> Reasons = ["court", "data-protection-authority", "person-concerned", "other-law"];

    public required Guid Id { get; init; }

    public required Guid Tip { get; init; }

    /// <summary>The object that the tip is about.</summary>
    public required string Object { get; init; }

    public required string Reason { get; init; }

    /// <summary>The number under which the operator's files have the paper.</summary>
    public required string File { get; init; }

    public required string ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public OrderState State { get; init; } = OrderState.Proposed;

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }
}

internal enum OrderState
{
    Proposed,
    CarriedOut,
    Declined,
}
