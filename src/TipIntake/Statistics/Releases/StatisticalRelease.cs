using JasperFx.Events;

namespace TipIntake.Statistics;

/// <summary>A statistician made a release and asks for a second person.</summary>
/// <param name="Sha256">Of the very bytes that are stored, seen by whoever decides, and given out.</param>
/// <param name="Replaces">The release of the same week that it corrects; null: the first one.</param>
/// <param name="Reason">Why it does; a code.</param>
internal sealed record ReleaseProposed(string Period, DateOnly From, DateOnly To, DateOnly AsOf, int Threshold, string Sha256, string? Replaces, string? Reason, string By, DateTimeOffset At);

/// <summary>A second statistician agreed to it as it is: it may leave the house.</summary>
internal sealed record ReleaseApproved(string By, DateTimeOffset At);

/// <summary>It never will: a second statistician said no, or whoever proposed it took it back.</summary>
internal sealed record ReleaseRefused(string Reason, string By, DateTimeOffset At);

/// <summary>Another one of the same week stands in its place.</summary>
internal sealed record ReleaseReplaced(string With, DateTimeOffset At);

internal enum ReleaseState
{
    Proposed,
    Approved,
    Refused,
    Replaced,
}

/// <summary>A release and what became of it; what stands in it is a <see cref="ReleaseContent"/>. Folded from its events.</summary>
internal sealed record StatisticalRelease(string Id)
{
    public required string Period { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public required DateOnly AsOf { get; init; }

    public required int Threshold { get; init; }

    public required string Sha256 { get; init; }

    public required string ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>Why it replaces another.</summary>
    public string? Reason { get; init; }

    public string? Replaces { get; init; }

    public string? ReplacedWith { get; init; }

    public ReleaseState State { get; init; }

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? RefusedBecause { get; init; }

    /// <summary>Whoever had it once has it for good.</summary>
    public bool IsOut => State is ReleaseState.Approved or ReleaseState.Replaced;

    public static StatisticalRelease Create(IEvent<ReleaseProposed> e) => new(e.StreamKey!)
    {
        Period = e.Data.Period,
        From = e.Data.From,
        To = e.Data.To,
        AsOf = e.Data.AsOf,
        Threshold = e.Data.Threshold,
        Sha256 = e.Data.Sha256,
        ProposedBy = e.Data.By,
        ProposedAt = e.Data.At,
        Reason = e.Data.Reason,
        Replaces = e.Data.Replaces,
    };

    public StatisticalRelease Apply(ReleaseApproved e) => this with { State = ReleaseState.Approved, DecidedBy = e.By, DecidedAt = e.At };

    public StatisticalRelease Apply(ReleaseRefused e) => this with { State = ReleaseState.Refused, DecidedBy = e.By, DecidedAt = e.At, RefusedBecause = e.Reason };

    public StatisticalRelease Apply(ReleaseReplaced e) => this with { State = ReleaseState.Replaced, ReplacedWith = e.With };
}
