using TipIntake.Platform;

namespace TipIntake.Statistics;

/// <summary>What may become of releases, and by whom. Pure: no database, no clock.</summary>
internal static class ReleaseDecisions
{
    public static readonly string[] RevisionReasons = ["assessed-since", "assessed-otherwise", "counted-wrong", "withdrawn-since"];

    public static readonly string[] RefusalReasons = ["figures-implausible", "tells-too-much", "wrong-time", "taken-back"];

    /// <param name="ofPeriod">All that were ever made of it.</param>
    /// <param name="asOf">The last day that is over and counted; null: there is none yet.</param>
    public static Refusal? RefuseProposal(ReleasePeriod period, IReadOnlyList<StatisticalRelease> ofPeriod, DateOnly? asOf, int lagDays) =>
        ofPeriod.Any(IsLive) ? Refusals.PeriodReleased
        : asOf is { } day && period.IsDue(day, lagDays) ? null
        : Refusals.PeriodNotDue;

    /// <summary>Only what is out can be replaced, by one at a time, and not as of a day at which it stood already.</summary>
    public static Refusal? RefuseRevision(StatisticalRelease current, IReadOnlyList<StatisticalRelease> ofPeriod, DateOnly? asOf) =>
        current.State != ReleaseState.Approved || ofPeriod.Any(other => other.State == ReleaseState.Proposed) ? Refusals.ReleaseState
        : asOf > current.AsOf ? null
        : Refusals.PeriodNotDue;

    public static Refusal? RefuseApproval(StatisticalRelease current, string by) => current switch
    {
        { State: not ReleaseState.Proposed } => Refusals.ReleaseState,
        _ when current.ProposedBy == by => Refusals.SecondPersonNeeded,
        _ => null,
    };

    /// <summary>It takes nothing from anybody, so whoever proposed it may as well.</summary>
    public static Refusal? RefuseRefusal(StatisticalRelease current) => current.State == ReleaseState.Proposed ? null : Refusals.ReleaseState;

    private static bool IsLive(StatisticalRelease release) => release.State is ReleaseState.Proposed or ReleaseState.Approved;
}
