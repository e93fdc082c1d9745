using System.Text;
using TipIntake.Security.Access;

namespace TipIntake.Statistics;

/// <summary>What somebody outside has to know who gets a release: what was counted, what its letters mean, and what no number in it says. Goes with the file.</summary>
internal static class ExplainRelease
{
    public static async Task<IResult> Handle(HttpContext context, string number, ListReleases releases)
    {
        var outcome = await releases.Show(Person.Of(context), number, context.RequestAborted);
        if (outcome.IsRefused)
        {
            return outcome.Refusal.ToProblem();
        }

        context.Response.Headers.CacheControl = "no-store";
        return Results.File(Encoding.UTF8.GetBytes(Write(outcome.Value)), "text/plain; charset=utf-8", $"{number}-readme.txt");
    }

    public static string Write(ReleaseView release) => $"""
        {release.Number}: tips that came in week {release.Period}

        Counted are tips that came from {release.From:yyyy-MM-dd} to {release.To:yyyy-MM-dd}, were assessed, and were not withdrawn, as known at the end of {release.AsOf:yyyy-MM-dd}.
        {(release.Replaces is { } old ? $"This release replaces {old}.\n" : "")}
        One row is one number. "table" says which table it belongs to; the columns from "object" to "basis" say what was counted; _T there means all of them, _U not said.

        Numbers are not exact. Fewer than {release.Threshold} are not told, nor that there are none; everything else is rounded to {DisclosureRules.RoundedTo}, each total by itself, so parts need not add up to it.
        In tables by two things at once (such as country-by-decision) every number was changed by up to {CellKey.Most} before it was rounded.
        Do not compare two weeks by less than {2 * DisclosureRules.RoundedTo}, and do not reckon rates from small numbers.

        obs_status    A  a number
                      Q  a number that is not told
        conf_status   F  free
                      C  fewer than {release.Threshold}, or none
                      D  at least {release.Threshold}, left out because it would give away a smaller one
                      N  not told, nor whether it is few

        A tip is what somebody sent: many tips may come from one person, or from nobody who knows anything. They do not say how many people recognise a thing, nor how often such a thing exists.
        The same week is released once more only when something was wrong or much has become known since; then only the newest release holds.

        SHA-256 of {release.Number}.csv: {release.Sha256}

        """.ReplaceLineEndings("\r\n");
}
