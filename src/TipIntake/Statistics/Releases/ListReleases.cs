using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Statistics;

/// <param name="Number">Such as R-2026-001; its own also if it was refused.</param>
/// <param name="AsOf">What was known at the end of that day is counted.</param>
/// <param name="State">proposed, approved, refused or replaced.</param>
/// <param name="Threshold">Fewer than that are not told.</param>
/// <param name="Sha256">Of tables.csv.</param>
/// <param name="Reason">Why it replaces another.</param>
internal sealed record ReleaseView(
    string Number, string Period, DateOnly From, DateOnly To, DateOnly AsOf, string State, int Threshold, string Sha256, string ProposedBy, DateTimeOffset ProposedAt, string? DecidedBy,
    DateTimeOffset? DecidedAt, string? RefusedBecause, string? Replaces, string? Reason, string? ReplacedWith)
{
    public static ReleaseView Of(StatisticalRelease release) => new(
        release.Id, release.Period, release.From, release.To, release.AsOf, release.State.ToString().ToLowerInvariant(), release.Threshold, release.Sha256, release.ProposedBy, release.ProposedAt, release.DecidedBy,
        release.DecidedAt, release.RefusedBecause, release.Replaces, release.Reason, release.ReplacedWith);

    public static IResult Answer(Outcome<ReleaseView> outcome, int status = StatusCodes.Status200OK) =>
        outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, ReleaseAnswersJson.Default.ReleaseView, status);
}

/// <param name="Releases">Newest first.</param>
internal sealed record ListReleasesResponse(ReleaseView[] Releases);

/// <summary>All releases with what became of them, or one; without what stands in them.</summary>
internal sealed class ListReleases(IQuerySession session)
{
    public static async Task<IResult> Handle(HttpContext context, ListReleases list)
    {
        var outcome = await list.Run(Person.Of(context), context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, ReleaseAnswersJson.Default.ListReleasesResponse);
    }

    public static async Task<IResult> HandleOne(HttpContext context, string number, ListReleases list) => ReleaseView.Answer(await list.Show(Person.Of(context), number, context.RequestAborted));

    public async Task<Outcome<ListReleasesResponse>> Run(Person person, CancellationToken cancel)
    {
        if (!person.Scope.Everything)
        {
            return Refusals.NotAllowed;
        }

        var releases = await session.Query<StatisticalRelease>().OrderByDescending(release => release.Id).ToListAsync(cancel);
        return new ListReleasesResponse([.. releases.Select(ReleaseView.Of)]);
    }

    public async Task<Outcome<ReleaseView>> Show(Person person, string number, CancellationToken cancel) =>
        !person.Scope.Everything ? Refusals.NotAllowed
        : await session.LoadAsync<StatisticalRelease>(number, cancel) is { } release ? ReleaseView.Of(release)
        : Refusals.ReleaseUnknown;
}
