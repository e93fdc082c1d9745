using System.Globalization;

namespace TipIntake.Statistics;

/// <summary>An ISO week, Monday to Sunday: what one release is about. No two of them share a day, so none can be taken from another.</summary>
internal sealed record ReleasePeriod(string Name, DateOnly From, DateOnly To)
{
    private const int Days = 7;

    /// <summary>Null for what is not the name of a week.</summary>
    public static ReleasePeriod? Find(string? name)
    {
        if (name is not { Length: 8 } || name[4..6] != "-W" || !Number(name[..4], out var year) || !Number(name[6..], out var week) || year is < 2000 or > 9998 || week < 1 || week > ISOWeek.GetWeeksInYear(year))
        {
            return null;
        }

        var from = DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday));
        return new ReleasePeriod(name, from, from.AddDays(Days - 1));
    }

    /// <summary>It was over so many days before the day as of which is counted: until then most of its tips are assessed, and nobody can watch it happen.</summary>
    public bool IsDue(DateOnly asOf, int lagDays) => asOf >= To.AddDays(lagDays);

    private static bool Number(string digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
