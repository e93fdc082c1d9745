namespace TipIntake.Retention;

/// <summary>
/// The day that retention reckons with. A clock is believed slowly: it moves this day by two days at most, and once in so many hours. So a clock that jumps ahead erases nothing;
/// one that stays wrong for a week brings what is due forward by a week at most, and the notice lies in between. After a pause it catches up two days a day.
/// </summary>
/// <param name="Day">Nothing is due later than that.</param>
/// <param name="MovedAt">When it was last moved, as the clock had it.</param>
internal sealed record RetentionDay(DateOnly Day, DateTimeOffset MovedAt)
{
    private const int MostDays = 2;

    private static readonly TimeSpan Shortest = TimeSpan.FromHours(20);

    /// <param name="latest">When the last tip came that is known; no clock is believed at first sight.</param>
    public static RetentionDay Begin(DateTimeOffset now, DateTimeOffset? latest) => new(latest < now ? DayOf(latest.Value) : DayOf(now), now);

    /// <param name="now">The earlier of two clocks: this node's and the database's.</param>
    public RetentionDay Move(DateTimeOffset now)
    {
        // It was wrong before, or is wrong now. What was believed of it is taken back, and it has to go on for a while first.
        if (now < MovedAt)
        {
            return new RetentionDay(Day < DayOf(now) ? Day : DayOf(now), now);
        }

        if (now - MovedAt < Shortest || DayOf(now) <= Day)
        {
            return this;
        }

        var next = Day.AddDays(MostDays);
        return new RetentionDay(next < DayOf(now) ? next : DayOf(now), now);
    }

    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);
}
