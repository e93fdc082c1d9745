using FluentValidation;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <param name="Tips">Ids of the tips that say something else. Not all of the lead's.</param>
internal sealed record SplitLeadRequest(Guid[]? Tips);

internal sealed class SplitLeadValidator : AbstractValidator<SplitLeadRequest>
{
    private const int MostTips = 500;

    public SplitLeadValidator()
    {
        RuleFor(r => r.Tips).Must(tips => tips is { Length: > 0 }).WithErrorCode("value-missing");
        RuleFor(r => r.Tips).Must(tips => tips is not { Length: > MostTips }).WithErrorCode("value-not-acceptable");
    }
}

/// <param name="Lead">The lead they are in now.</param>
internal sealed record SplitLeadResponse(string Lead);

/// <summary>A reviewer takes tips out of a lead into one of their own: the machine was wrong, or only some of them are to be decided.</summary>
internal sealed class SplitLead(IDocumentStore store, DatabaseConnections connections, AuditTrail audit, LeadClaims claims, TimeProvider clock)
{
    private static readonly SplitLeadValidator Validator = new();

    private const string Within = $"select tip from {PlacementTable.QualifiedName} where lead = $1 and tip = any($2) order by received_at, tip";

    private const string All = $"select tip from {PlacementTable.QualifiedName} where lead = $1 order by received_at, tip limit $2";

    private const string Place = $"update {PlacementTable.QualifiedName} set lead = $1 where tip = any($2)";

    public static async Task<IResult> Handle(HttpContext context, string id, SplitLead split)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.SplitLeadRequest);
        return body.IsRefused ? body.Refusal.ToProblem() : Answer(await split.Run(Person.Of(context), id, body.Value.Value, context.RequestAborted), StatusCodes.Status201Created);
    }

    public static async Task<IResult> HandleUndo(HttpContext context, string id, SplitLead split) => Answer(await split.Undo(Person.Of(context), id, context.RequestAborted), StatusCodes.Status200OK);

    public async Task<Outcome<string>> Run(Person person, string id, SplitLeadRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        var wanted = request.Tips!.Distinct().ToArray();
        if (Lead.ObjectOf(id) is not { } reference)
        {
            return Refusals.NotFound;
        }

        await HypothesisDesk.TakeTurn(transaction, reference, cancel);
        // The number before the rows, as the worker does, so that neither waits for the other.
        var number = await Numbers.Next(transaction.Database, reference, Numbers.OfLeads, 1, cancel);
        var held = await Hold(transaction, person, reference, [id], cancel);
        if (held.IsRefused)
        {
            return held.Refusal;
        }

        var (row, moved) = (held.Value[0], await Read(transaction, Within, cancel, id, wanted));
        if (moved.Count != wanted.Length || moved.Count >= row.Tips)
        {
            return Refusals.LeadState;
        }

        var fresh = Lead.IdOf(reference, number);
        var opened = moved.Aggregate(LeadRow.Begin(reference, number, moved[0].Facts.ReceivedAt), (sum, tip) => sum.With(tip)) with { Hypothesis = row.Hypothesis };
        transaction.Session.Events.Append(id, new TipsLeft(wanted, LeavingReason.Split, person.Member));
        transaction.Session.Events.StartStream<Lead>(fresh, new LeadOpened(reference, number, [.. moved.Select(tip => tip.Id)], opened.OpenedAt, id, person.Member));
        if (row.Hypothesis is { } answer)
        {
            transaction.Session.Events.Append(answer, new LeadsPutUnder([fresh], Suggested: false, person.Member));
        }

        await transaction.Run(Place, cancel, fresh, wanted);
        await LeadContents.Store(transaction, opened, moved, cancel);
        await LeadContents.Remake(transaction, row with { Tips = row.Tips - moved.Count }, cancel);
        return await Save(transaction, person, AuditActs.LeadSplit, id, fresh, cancel);
    }

    /// <summary>Puts a lead back into the one it was split from.</summary>
    public async Task<Outcome<string>> Undo(Person person, string id, CancellationToken cancel)
    {
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        if (await transaction.Session.LoadAsync<Lead>(id, cancel) is not { } lead || !await transaction.Session.Covers(person.Scope, lead.Object, cancel))
        {
            return Refusals.NotFound;
        }

        if (lead is not { SplitFrom: { } origin, Status: LeadStatus.Open })
        {
            return Refusals.LeadState;
        }

        var held = await Hold(transaction, person, lead.Object, [origin, id], cancel);
        if (held.IsRefused)
        {
            return held.Refusal;
        }

        var back = await Read(transaction, All, cancel, id, LeadContents.MostRead);
        if (back.Count != lead.Tips || held.Value.Any(row => row.Status == LeadStatus.Erased))
        {
            return Refusals.LeadState;
        }

        var ids = back.Select(tip => tip.Id).ToArray();
        transaction.Session.Events.Append(id, new TipsLeft(ids, LeavingReason.Split, person.Member));
        transaction.Session.Events.Append(origin, new TipsJoined(ids));
        await transaction.Run(Place, cancel, origin, ids);
        var rows = held.Value.ToDictionary(row => row.Id, StringComparer.Ordinal);
        // Nobody has decided about these.
        var renewal = Renewal.Of(rows[origin], [Renewal.PutBack], clock.GetUtcNow());
        if (renewal is not null)
        {
            transaction.Session.Events.Append(origin, renewal);
        }

        await LeadContents.Store(transaction, rows[id] with { Tips = 0 }, [], cancel);
        await LeadContents.Remake(transaction, Renewal.After(renewal, rows[origin]) with { Tips = rows[origin].Tips + ids.Length }, cancel);
        return await Save(transaction, person, AuditActs.SplitUndone, id, origin, cancel);
    }

    private static IResult Answer(Outcome<string> outcome, int status) =>
        outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(new SplitLeadResponse(outcome.Value), TriageAnswersJson.Readable.SplitLeadResponse, status);

    private static async Task<List<ArrivedTip>> Read(TriageTransaction transaction, string sql, CancellationToken cancel, params object[] values)
    {
        var ids = await transaction.Read(sql, row => row.GetGuid(0), cancel, values);
        var tips = (await transaction.Session.LoadManyAsync<Tip>(cancel, ids)).Where(tip => !tip.IsWithdrawn).ToDictionary(tip => tip.Id);
        return [.. ids.Where(tips.ContainsKey).Select(id => ArrivedTip.Of(tips[id]))];
    }

    private async Task<Outcome<LeadRow[]>> Hold(TriageTransaction transaction, Person person, string reference, string[] ids, CancellationToken cancel)
    {
        var rows = await LeadRows.Hold(transaction.Database, ids, cancel);
        if (rows.Count != ids.Length || !await transaction.Session.Covers(person.Scope, reference, cancel))
        {
            return Refusals.NotFound;
        }

        foreach (var id in ids)
        {
            if (await claims.Find(transaction, id, cancel) is { } other && other != person.Id)
            {
                return Refusals.LeadClaimed;
            }
        }

        return ids.Select(id => rows[id]).ToArray();
    }

    private async Task<Outcome<string>> Save(TriageTransaction transaction, Person person, string act, string lead, string result, CancellationToken cancel)
    {
        var reference = Lead.ObjectOf(lead)!;
        audit.Record(transaction.Session, new AuditEntry(person.Actor, act, $"lead:{lead}", Details: [new("object", reference), new("lead", result)]));
        await SuggestHypotheses.Note(transaction, [(reference, 0)], cancel);
        await transaction.Commit(CancellationToken.None);
        return result;
    }
}
