using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <param name="Into">The lead that takes the tips over.</param>
internal sealed record MergeLeadsRequest(string? Into);

internal sealed class MergeLeadsValidator : AbstractValidator<MergeLeadsRequest>
{
    public MergeLeadsValidator() => RuleFor(r => r.Into).IsGiven();
}

/// <param name="Lead">The lead that they are in now.</param>
internal sealed record MergeLeadsResponse(string Lead);

/// <summary>A reviewer says that two leads are one wording: the machine had not seen it. The tips of one move to the other, and what is worded like either joins it from then on.</summary>
internal sealed class MergeLeads(HypothesisDesk desk, LeadClaims claims)
{
    /// <summary>What moves is named in events. A larger lead stays where it is, and takes the smaller one over.</summary>
    private const int MostMoved = 5_000;

    private static readonly MergeLeadsValidator Validator = new();

    private const string TipsOf = $"select tip from {PlacementTable.QualifiedName} where lead = $1 limit $2";

    private const string Among = $"select tip from {PlacementTable.QualifiedName} where lead = $1 and tip = any($2)";

    private const string Place = $"update {PlacementTable.QualifiedName} set lead = $1 where tip = any($2)";

    public static async Task<IResult> Handle(HttpContext context, string id, MergeLeads merge)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.MergeLeadsRequest);
        return body.IsRefused ? body.Refusal.ToProblem() : Answer(await merge.Run(Person.Of(context), id, body.Value.Value, context.RequestAborted));
    }

    public static async Task<IResult> HandleUndo(HttpContext context, string id, MergeLeads merge) => Answer(await merge.Undo(Person.Of(context), id, context.RequestAborted));

    /// <returns>The lead that they are in now.</returns>
    public async Task<Outcome<string>> Run(Person person, string id, MergeLeadsRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var into = request.Into!;
        return await On(person, id, AuditActs.LeadMerged, async work =>
        {
            if (await work.Hold([.. new[] { id, into }.Distinct(StringComparer.Ordinal)]) is not { } rows)
            {
                return Refusals.NotFound;
            }

            if (await IsTaken(work, person, rows))
            {
                return Refusals.LeadClaimed;
            }

            if (rows is not [{ Status: LeadStatus.Open } source, { Status: LeadStatus.Open } target])
            {
                return Refusals.LeadState;
            }

            var moved = await Read(work, await work.Transaction.Read(TipsOf, row => row.GetGuid(0), cancel, id, MostMoved + 1));
            if (moved.Count != source.Tips)
            {
                // Larger than that, or one of them was withdrawn a moment ago.
                return Refusals.LeadState;
            }

            var answer = target.Hypothesis is null ? source.Hypothesis : null;
            work.Session.Events.Append(id, new TipsLeft(Ids(moved), LeavingReason.Merged, work.By), new LeadMerged(into, answer, work.By, work.Now));
            work.Session.Events.Append(into, new TipsJoined(Ids(moved)));
            await Move(work, moved, source with { Tips = 0 }, moved.Aggregate(target, (sum, tip) => sum.With(tip)));
            await (answer is null ? Task.CompletedTask : work.Move([target], answer));
            return into;
        }, cancel);
    }

    /// <summary>What the merge moved, and is still there, comes back.</summary>
    /// <returns>The lead that has its tips again.</returns>
    public Task<Outcome<string>> Undo(Person person, string id, CancellationToken cancel) => On(person, id, AuditActs.LeadMergeUndone, async work =>
    {
        if (await work.Session.LoadAsync<Lead>(id, cancel) is not { MergedInto: { } into } lead || lead.Object != work.Object)
        {
            return Refusals.LeadState;
        }

        if (await work.Hold([id, into]) is not [var back, var source] || await IsTaken(work, person, [back, source]))
        {
            return Refusals.LeadClaimed;
        }

        var events = (await work.Session.Events.FetchStreamAsync(id, token: cancel)).Select(e => e.Data).ToArray();
        var (merged, left) = (events.OfType<LeadMerged>().Last(), events.OfType<TipsLeft>().Last(e => e.Reason == LeavingReason.Merged));
        var moved = await Read(work, await work.Transaction.Read(Among, row => row.GetGuid(0), cancel, into, left.Tips));
        if (moved.Count == 0 || back.Status != LeadStatus.Emptied || source.Status != LeadStatus.Open)
        {
            return Refusals.LeadState;
        }

        work.Session.Events.Append(into, new TipsLeft(Ids(moved), LeavingReason.Merged, work.By));
        work.Session.Events.Append(id, new TipsJoined(Ids(moved)));
        await Move(work, moved, source with { Tips = source.Tips - moved.Count }, back with { Status = LeadStatus.Open, Tips = moved.Count });
        await (merged.Answer is null || source.Hypothesis != merged.Answer ? Task.CompletedTask : work.Move([source], null));
        return id;
    }, cancel);

    private static IResult Answer(Outcome<string> outcome) =>
        outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(new MergeLeadsResponse(outcome.Value), TriageAnswersJson.Readable.MergeLeadsResponse);

    private static Guid[] Ids(List<ArrivedTip> tips) => [.. tips.Select(tip => tip.Id)];

    private static async Task Move(HypothesisDesk.Workplace work, List<ArrivedTip> moved, LeadRow source, LeadRow target)
    {
        await work.Transaction.Run(Place, work.Cancel, target.Id, Ids(moved));
        await LeadContents.Remake(work.Transaction, source, work.Cancel);
        await LeadContents.Remake(work.Transaction, target, work.Cancel, moved);
    }

    private static async Task<List<ArrivedTip>> Read(HypothesisDesk.Workplace work, List<Guid> ids) =>
        [.. (await work.Session.LoadManyAsync<Tip>(work.Cancel, ids)).Where(tip => !tip.IsWithdrawn).OrderBy(tip => tip.ReceivedAt).ThenBy(tip => tip.Id).Select(ArrivedTip.Of)];

    private async Task<bool> IsTaken(HypothesisDesk.Workplace work, Person person, LeadRow[] rows)
    {
        foreach (var row in rows)
        {
            if (await claims.Find(work.Transaction, row.Id, work.Cancel) is { } other && other != person.Id)
            {
                return true;
            }
        }

        return false;
    }

    private Task<Outcome<string>> On(Person person, string id, string act, Func<HypothesisDesk.Workplace, Task<Outcome<string>>> work, CancellationToken cancel) =>
        Lead.ObjectOf(id) is { } reference ? desk.Act(person, reference, act, work, cancel, [new AuditDetail("lead", id)]) : Task.FromResult<Outcome<string>>(Refusals.NotFound);
}
