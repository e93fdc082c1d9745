using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Monitoring;

namespace TipIntake.Pages.Staff;

/// <summary>How the service is.</summary>
internal sealed class StatusModel(ShowStatus show) : PageModel
{
    private static readonly TimeSpan LongestBackup = TimeSpan.FromHours(26);
    private static readonly TimeSpan LongestDrill = TimeSpan.FromDays(8);
    private static readonly TimeSpan LongestReferral = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestLag = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestCheckpoint = TimeSpan.FromDays(1);

    /// <summary>One line of the page.</summary>
    /// <param name="Value">Null: not known.</param>
    internal sealed record Line(string What, string? Value, bool IsBad);

    public StatusView View { get; private set; } = null!;

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public void OnGet()
    {
        View = show.Run();
        var seen = View.Backlog;
        Lines =
        [
            new("Tips can be stored safely", View.Ready ? "yes" : "no: the log says why", !View.Ready),
            Age("Oldest referral that nobody has handed over", seen?.OldestReferral, LongestReferral, "none waits"),
            new("Leads that nobody has decided about", seen?.OpenLeads.ToString("N0", CultureInfo.InvariantCulture), false),
            Age("Oldest of them in the first lane", seen?.OldestLead, TimeSpan.MaxValue, "none"),
            Age("Oldest tip without a lead", seen?.OldestNews, LongestLag, "none: all are placed"),
            Age("Counts complete", seen?.CountedUntil, LongestLag, "not counted yet"),
            Age("Audit trail signed", seen?.CheckpointAt, LongestCheckpoint, "not signed yet"),
            new("Journal of erasures", View.NeedsReplay ? "an older database was restored: erasures have to be replayed" : Said(seen?.Unjournaled, "is written late, the oldest missing since", "is complete"), View.NeedsReplay || View.At - seen?.Unjournaled > LongestLag),
            new("Entries of the audit trail without a position", seen?.Unchained.ToString("N0", CultureInfo.InvariantCulture), seen?.Unchained > 0),
            new("Day of retention", View.RetentionBehind is { } days ? days == 0 ? "today" : $"{days} days behind, and catching up" : null, View.RetentionBehind > 3),
            Run("Last backup", View.Backup, LongestBackup),
            Run("Last restore drill", View.Drill, LongestDrill),
            new("Clock of this node and of the database", View.ClockOffset is { } offset ? string.Create(CultureInfo.InvariantCulture, $"{offset:0.0} s apart") : null, View.ClockOffset > 2),
        ];
    }

    private Line Age(string what, DateTimeOffset? since, TimeSpan longest, string none) =>
        since is { } moment ? new Line(what, TriageWords.Ago(View.At - moment), View.At - moment > longest) : new Line(what, View.Backlog is null ? null : none, false);

    private Line Run(string what, LastRun? run, TimeSpan longest) =>
        run is null ? new Line(what, "not told (Monitoring:Status:Path)", true) : new Line(what, $"{(run.Ok ? "held" : "FAILED")}, {TriageWords.Ago(View.At - run.At)}", !run.Ok || View.At - run.At > longest);

    private string? Said(DateTimeOffset? since, string some, string none) => View.Backlog is null ? null : since is { } moment ? $"{some} {TriageWords.Ago(View.At - moment)}" : none;
}
