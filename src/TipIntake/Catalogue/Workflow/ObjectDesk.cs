using JasperFx;
using JasperFx.Events;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <summary>An act on one object, as somebody asks for it.</summary>
/// <param name="Version">What they looked at.</param>
/// <param name="Name">Of <see cref="AuditActs"/>.</param>
internal sealed record ObjectAct(Person Person, string Reference, long Version, string Name, string? Reason = null, IReadOnlyList<AuditDetail>? Details = null)
{
    public string By => ObjectDesk.By(Person);
}

/// <param name="Version">Also the <c>ETag</c>.</param>
internal sealed record ActOnObjectResponse(string Reference, long Version, ObjectStatus Status);

/// <summary>Carries out an act: the state as it was looked at, a decision, its events and its line in the trail in one transaction.</summary>
internal sealed class ObjectDesk(IDocumentSession session, AuditTrail audit, PublishedCatalogue catalogue, ILogger<ObjectDesk> log)
{
    public static string By(Person person) => $"staff:{person.Id}";

    /// <summary>An act without a body.</summary>
    public static async Task<IResult> Answer(HttpContext context, Func<long, Task<Outcome<ActOnObjectResponse>>> act)
    {
        var version = ObjectVersion.Asked(context.Request);
        return version.IsRefused ? version.Refusal.ToProblem() : Answer(await act(version.Value));
    }

    public static IResult Answer(Outcome<ActOnObjectResponse> outcome, int status = StatusCodes.Status200OK) => outcome.IsRefused
        ? outcome.Refusal.ToProblem()
        : new VersionedAnswer(outcome.Value.Version, PersonalAnswer.Json(outcome.Value, CatalogueDeskJson.Readable.ActOnObjectResponse, status));

    /// <param name="with">What is stored together with the events.</param>
    public async Task<Outcome<ActOnObjectResponse>> Act(ObjectAct act, Func<TracedObject, Outcome<object[]>> decide, CancellationToken cancel, Action<IDocumentSession>? with = null)
    {
        var stream = await session.Events.FetchForWriting<TracedObject>(act.Reference, cancel);
        if (stream.Aggregate is not { } current || !act.Person.Scope.Covers(current.Id, current.Texts.Regions))
        {
            return Refusals.ObjectUnknown;
        }

        if (stream.CurrentVersion != act.Version)
        {
            return Refusals.VersionStale;
        }

        var decided = decide(current);
        if (decided.IsRefused)
        {
            return decided.Refusal;
        }

        if (decided.Value.Length == 0)
        {
            return new ActOnObjectResponse(current.Id, act.Version, current.Status);
        }

        stream.AppendMany(decided.Value);
        audit.Record(session, new AuditEntry(act.Person.Actor, act.Name, $"object:{current.Id}", act.Reason, act.Details));
        with?.Invoke(session);
        return await Save(act, decided.Value.Length, cancel);
    }

    private async Task<Outcome<ActOnObjectResponse>> Save(ObjectAct act, int events, CancellationToken cancel)
    {
        try
        {
            await session.SaveChangesAsync(cancel);
        }
        catch (Exception fault) when (IsRace(fault))
        {
            return Refusals.VersionStale;
        }

        await ShowAtOnce();
        var after = await session.LoadAsync<TracedObject>(act.Reference, CancellationToken.None);
        return new ActOnObjectResponse(act.Reference, act.Version + events, after!.Status);
    }

    /// <summary>Somebody else appended to the same version a moment before.</summary>
    public static bool IsRace(Exception fault) => fault is ConcurrencyException or EventStreamUnexpectedMaxEventIdException;

    // The act is done, also when whoever asked has gone or this node cannot read just now: the refresh worker tries again.
    private async Task ShowAtOnce()
    {
        try
        {
            await catalogue.Refresh(CancellationToken.None);
        }
        catch (Exception fault)
        {
            log.LogWarning("An object was changed and the catalogue could not be read again ({Fault})", fault.GetType().Name);
        }
    }
}
