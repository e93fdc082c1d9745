using System.Diagnostics.CodeAnalysis;

namespace TipIntake.Tips;

/// <summary>Short enough for a poster: 3 to 16 letters, digits and dashes between them; capitals are the same letters.</summary>
internal static class CampaignCode
{
    public const int Shortest = 3;
    public const int Longest = 16;

    /// <summary>The code as it is kept, if what was sent can be one.</summary>
    public static bool TryRead([NotNullWhen(true)] string? sent, [NotNullWhen(true)] out string? code)
    {
        code = null;
        if (sent is not { Length: >= Shortest and <= Longest } || sent[0] == '-' || sent[^1] == '-' || !sent.All(IsAllowed))
        {
            return false;
        }

        code = sent.ToLowerInvariant();
        return true;
    }

    private static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character == '-';
}
