using System.Globalization;

namespace TipIntake.Security.RateLimits;

/// <summary>A length of time as the configuration writes it: 10s, 1m, 10m, 1h, 1d.</summary>
internal readonly record struct Period(string Text, int Seconds)
{
    // The key that names a network lives for a day and the day after; a longer count would outlive it.
    public const int Longest = 24 * 60 * 60;

    public TimeSpan Length => TimeSpan.FromSeconds(Seconds);

    public static bool TryParse(string text, out Period period)
    {
        period = default;
        if (text.Length is < 2 or > 6 || !int.TryParse(text.AsSpan()[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        var seconds = (long)number * unit;
        period = new Period(text, (int)Math.Min(seconds, int.MaxValue));
        return seconds is >= 1 and <= Longest;
    }

    public static bool TryParseTimeSpan(string text, out Period period)
    {
        var understood = TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var length);
        var whole = understood && length.Ticks % TimeSpan.TicksPerSecond == 0 && length.TotalSeconds is >= 1 and <= Longest;
        period = whole ? new Period(string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalSeconds}s"), (int)length.TotalSeconds) : default;
        return whole;
    }
}
