namespace TipIntake.Staff;

/// <summary>How surely the provider must have recognised a person. What it does not say does not hold.</summary>
/// <param name="Acr">One of these is enough; empty: any.</param>
/// <param name="Amr">All of these.</param>
/// <param name="LongestAge">So long ago at most; null: any.</param>
internal sealed record Assurance(string[] Acr, string[] Amr, TimeSpan? LongestAge)
{
    /// <summary>For something that matters the person must have proven themselves just now.</summary>
    public static readonly TimeSpan JustNow = TimeSpan.FromMinutes(1);

    /// <summary>So far ahead may the provider's clock be.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>The name of what is not there; null: it is enough.</summary>
    public string? Lacks(ProviderWord said, DateTimeOffset now, TimeSpan? longestAge) =>
        Acr.Length > 0 && !Acr.Contains(said.Acr, StringComparer.Ordinal) ? "acr"
        : Amr.Except(said.Amr, StringComparer.Ordinal).Any() ? "amr"
        : longestAge is { } age && !IsWithin(said.AuthenticatedAt, now, age) ? "auth-time"
        : null;

    private static bool IsWithin(DateTimeOffset? at, DateTimeOffset now, TimeSpan age) => at is { } then && now - then <= age && then - now <= ClockSkew;
}
