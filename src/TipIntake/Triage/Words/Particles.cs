namespace TipIntake.Triage;

/// <summary>Little words that Arabic, Hebrew and Korean glue to a noun.</summary>
internal static class Particles
{
    private static readonly string[] Before = ["وال", "بال", "كال", "لل", "ال"];

    private static readonly string[] After = ["에서는", "에서", "으로", "까지", "부터", "에는", "에게", "이라는", "라는", "은", "는", "이", "가", "을", "를", "의", "에", "로", "도", "와", "과", "점"];

    public static string Without(string plain)
    {
        if (plain[0] is >= '\u0600' and <= '\u06FF')
        {
            return Array.Find(Before, particle => plain.Length >= particle.Length + 2 && plain.StartsWith(particle, StringComparison.Ordinal)) is { } start ? plain[start.Length..] : plain;
        }

        if (plain[0] is >= '\uAC00' and <= '\uD7A3')
        {
            return Array.Find(After, particle => plain.Length >= particle.Length + 2 && plain.EndsWith(particle, StringComparison.Ordinal)) is { } end ? plain[..^end.Length] : plain;
        }

        return plain;
    }
}
