using System.Text.Json.Serialization;
using TipIntake.Platform;
using TipIntake.Retention;
using TipIntake.Storage;

namespace TipIntake.Monitoring;

/// <param name="Ready">Tips can be stored safely.</param>
/// <param name="Version">Of the program on this node.</param>
/// <param name="ClockOffset">Seconds between this node's clock and the database's.</param>
/// <param name="RetentionBehind">Days.</param>
/// <param name="Backlog">As it was seen within the last minute; null: not looked yet.</param>
internal sealed record StatusView(bool Ready, string Version, DateTimeOffset At, Backlog? Backlog, double? ClockOffset, int? RetentionBehind, LastRun? Backup, LastRun? Drill, bool NeedsReplay, IReadOnlyList<LimitView> Limits);

/// <summary>A limit in force, as the configuration has it.</summary>
internal sealed record LimitView(string What, string Value);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StatusView))]
internal sealed partial class StatusJson : JsonSerializerContext;

/// <summary>How the service is, for those who are in charge: numbers of the whole, none of an object.</summary>
internal sealed class ShowStatus(WatchBacklog backlog, LastRuns runs, KeepJournal journal, StorageGuard guard, IConfiguration configuration, TimeProvider clock)
{
    private static readonly (string What, string Setting, string Usual)[] Limits =
    [
        ("Tips on one object before its alarm is up", "TipLanes:Object:Limit", "1000"),
        ("Tips in all before the alarm is up", "TipLanes:Deployment:Limit", "3000"),
        ("Times its limit after which a source is refused", "TipLanes:RefuseAfter", "10"),
        ("Tips a reviewer may be shown in an hour", "Staff:ReadsPerHour", "600"),
    ];

    public static IResult Handle(ShowStatus show) => PersonalAnswer.Json(show.Run(), StatusJson.Default.StatusView);

    public StatusView Run()
    {
        var now = clock.GetUtcNow();
        var seen = backlog.Last;
        return new StatusView(
            guard.MayPromise, typeof(ShowStatus).Assembly.GetName().Version!.ToString(3), now, seen, backlog.ClockOffset?.TotalSeconds,
            seen?.RetentionDay is { } day ? RetentionDay.DayOf(now).DayNumber - day.DayNumber : null, runs.Backup, runs.Drill, journal.NeedsReplay,
            [.. Limits.Select(limit => new LimitView(limit.What, configuration[limit.Setting] is { Length: > 0 } given ? given : limit.Usual))]);
    }
}
