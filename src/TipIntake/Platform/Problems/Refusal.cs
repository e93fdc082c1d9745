namespace TipIntake.Platform;

/// <summary>A "no" that the caller can act on: a stable code, its HTTP status, when to come back, and what is wrong with which field.</summary>
/// <remarks>It never carries anything that the caller sent.</remarks>
internal sealed record Refusal(
    string Code,
    int Status,
    TimeSpan? RetryAfter = null,
    IReadOnlyDictionary<string, string[]>? Errors = null)
{
    /// <summary>The same fields as <see cref="Errors"/> with rule codes instead of sentences, for programs.</summary>
    public IReadOnlyDictionary<string, string[]>? FieldCodes { get; init; }

    public RefusalResult ToProblem() => new(this);
}
