using System.Text.Json.Serialization;

namespace TipIntake.Tips;

/// <summary>What a sender is told about their tip. There is none for a tip that was set aside.</summary>
internal enum TipState
{
    [JsonStringEnumMemberName("received")]
    Received,

    [JsonStringEnumMemberName("read")]
    Read,

    [JsonStringEnumMemberName("used")]
    Used,

    [JsonStringEnumMemberName("object-closed")]
    ObjectClosed,
}

/// <summary>
/// Privacy: a state is shown late and only from a midnight on (UTC), so that whoever sent a tip to find out what the police know cannot tell
/// from it who works when, or which event followed on theirs.
/// </summary>
internal static class TipStates
{
    private const int DaysUntilUsedIsShown = 7;

    public static TipState Of(TipProgress? progress, DateTimeOffset now) => progress switch
    {
        { UsedAt: { } used } when now >= ShowsUsed(used) => TipState.Used,
        { ReadAt: { } read } when now >= ShowsRead(read) => TipState.Read,
        _ => TipState.Received,
    };

    /// <summary>One whole day lies between.</summary>
    public static DateTimeOffset ShowsRead(DateTimeOffset read) => Midnight(read).AddDays(2);

    /// <summary>The first Monday after seven whole days.</summary>
    public static DateTimeOffset ShowsUsed(DateTimeOffset used)
    {
        var earliest = Midnight(used).AddDays(DaysUntilUsedIsShown + 1);
        return earliest.AddDays((DayOfWeek.Monday - earliest.DayOfWeek + 7) % 7);
    }

    /// <summary>Whatever was noted from then on is not shown yet, and can still be taken back without a sender noticing; what was noted before has been shown, and stays.</summary>
    public static DateTimeOffset NotYetShownAsUsed(DateTimeOffset now)
    {
        var today = Midnight(now);
        var lastMonday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return lastMonday.AddDays(-DaysUntilUsedIsShown);
    }

    private static DateTimeOffset Midnight(DateTimeOffset at) => new(at.UtcDateTime.Date, TimeSpan.Zero);
}
