using TipIntake.Platform;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>Where a day begins and ends. Setting <c>Statistics:TimeZone</c>.</summary>
internal sealed record CountingZone(TimeZoneInfo Zone)
{
    private const string Setting = "Statistics:TimeZone";

    /// <summary>As PostgreSQL knows it as well (IANA).</summary>
    public string Name => Zone.Id;

    public static CountingZone Read(IConfiguration configuration)
    {
        var name = configuration[Setting] is { Length: > 0 } given ? given : "UTC";
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? new CountingZone(zone) : throw new SettingException($"{Setting} is the name of a time zone, such as Europe/Vienna.");
    }

    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);
}

/// <summary>The day that counting stands at. A clock that jumps back changes no day that is over.</summary>
internal sealed class CountedDay(CountingZone zone, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private const string Last = $"select known, until from {CountedDayTable.QualifiedName} order by known desc limit 1";

    private const string Keep = $"""
        insert into {CountedDayTable.QualifiedName} as days (known, until, zone) values ($1, $2, $3)
        on conflict (known) do update set until = greatest(days.until + interval '1 microsecond', excluded.until)
        """;

    /// <summary>The day under which what is found now is written, and from now on counts until this moment are complete; null when that was said some seconds ago and nothing has changed.</summary>
    public async Task<DateOnly?> Advance(TriageTransaction transaction, bool isIdle, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var today = zone.DayOf(now);
        var days = await transaction.Read(Last, row => (Known: row.GetFieldValue<DateOnly>(0), Until: row.GetFieldValue<DateTimeOffset>(1)), cancel);
        if (days is [var last])
        {
            today = last.Known > today ? last.Known : today;
            if (isIdle && last.Known == today && now - last.Until < Fresh)
            {
                return null;
            }
        }

        await transaction.Run(Keep, cancel, today, now, zone.Name);
        return today;
    }
}
