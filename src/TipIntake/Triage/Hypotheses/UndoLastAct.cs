using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <summary>What a person did last to a hypothesis, or said about a lead, while nobody has done anything since.</summary>
/// <param name="Before">Of an outcome: the one before.</param>
internal sealed record LastAct(string Subject, object Event, OutcomeSet? Before);

/// <summary>Finds what a person did last, in the events themselves, and takes it back.</summary>
internal sealed class UndoLastAct(IQuerySession session, ChangeHypothesis change, RefuseSuggestion refuse)
{
    private const int MostEvents = 200;

    /// <param name="subject">A hypothesis, or the lead that does not belong to others.</param>
    public async Task<LastAct?> Find(Person person, string subject, CancellationToken cancel)
    {
        if (Lead.ObjectOf(subject) is not { } reference || !await session.Covers(person.Scope, reference, cancel))
        {
            return null;
        }

        var stored = await session.Events.QueryAllRawEvents().Where(e => e.StreamKey == subject).OrderByDescending(e => e.Version).Take(MostEvents).ToListAsync(cancel);
        var events = stored.Select(e => e.Data).Where(e => By(e) is not null).ToArray();
        return events is [var last, ..] && By(last) == person.Member && last is not RefusalTakenBack and not MergeUndone ? new LastAct(subject, last, events.Skip(1).OfType<OutcomeSet>().FirstOrDefault()) : null;
    }

    /// <param name="from">The hypothesis that leads were moved from; null: none.</param>
    public async Task<Outcome<string>> Run(Person person, string subject, string? from, CancellationToken cancel) => await Find(person, subject, cancel) switch
    {
        { Event: LeadsPutUnder put } => from is null ? await change.TakeOut(person, subject, put.Leads, cancel) : await change.Put(person, from, new MoveLeadsRequest(put.Leads), cancel),
        { Event: LeadsTakenOut taken } => await change.Put(person, subject, new MoveLeadsRequest(taken.Leads), cancel),
        { Event: HypothesisMerged } => await change.Part(person, subject, cancel),
        { Event: OutcomeSet, Before: var before } => await change.SetOutcome(person, subject, new SetOutcomeRequest(SetOutcomeValidator.NameOf(before?.Outcome ?? HypothesisOutcome.Open), before?.On), cancel),
        { Event: SuggestionRefused refused } => await refuse.Undo(person, subject, new RefuseSuggestionRequest(refused.Others), cancel),
        _ => Refusals.LeadState,
    };

    // Null: no act on answers.
    private static string? By(object e) => e switch
    {
        HypothesisOpened opened => opened.By,
        HypothesisDescribed described => described.By,
        LeadsPutUnder put => put.By,
        LeadsTakenOut taken => taken.By,
        HypothesisMerged merged => merged.By,
        MergeUndone parted => parted.By,
        OutcomeSet outcome => outcome.By,
        SuggestionRefused refused => refused.By,
        RefusalTakenBack back => back.By,
        _ => null,
    };
}
