using System.Net;

namespace TipIntake.Security.RateLimits;

/// <summary>What the limits look at in a request; it lives no longer than the decision.</summary>
internal readonly ref struct Visit
{
    public required ReadOnlySpan<char> Method { get; init; }

    public required ReadOnlySpan<char> Path { get; init; }

    public required IPAddress? Address { get; init; }

    /// <summary>A tip is deferred before it is refused; everything else can only be refused.</summary>
    public bool TakesTip { get; init; }

    public ReadOnlySpan<char> ObjectReference { get; init; }
}
