using System.Security.Cryptography;

namespace TipIntake.Security.RateLimits;

/// <summary>The secret under which networks are counted on one day; the same on every node.</summary>
internal delegate byte[] NetworkKey(DateOnly day);

/// <summary>Keeps the keys under which networks are counted today and were counted yesterday.</summary>
internal sealed class DayKeys(NetworkKey keyOf)
{
    private volatile DayKeyPair? current;

    /// <summary>The keys of the day and of the day before, so that a count goes on over midnight.</summary>
    public DayKeyPair At(DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var keys = current;
        if (keys is null || keys.Day != day)
        {
            // Privacy: the key before yesterday's is let go here, and with it every way to tell whose counter was whose.
            current = keys = new DayKeyPair(day, Take(day), Take(day.AddDays(-1)));
        }

        return keys;
    }

    private CounterNames Take(DateOnly day)
    {
        var key = keyOf(day);
        return key.Length >= 32 ? new CounterNames(key) : throw new CryptographicException("The key of the day is too short to hide an address.");
    }
}

internal sealed record DayKeyPair(DateOnly Day, CounterNames Today, CounterNames Yesterday);
