using System.Globalization;

namespace TipIntake.Pages;

/// <summary>Moments for staff: always in UTC, and said so, because two people compare them.</summary>
internal static class Moment
{
    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
