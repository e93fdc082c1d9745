using System.Globalization;

namespace TipIntake.Pages;

/// <summary>Moments for staff: always in UTC, and said so, because two people compare them.</summary>
internal static class Moment
{
    /// <summary>To the second, for the trail.</summary>
    public static string Exactly(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
