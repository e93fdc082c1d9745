using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <summary>A publisher stops taking tips for a while, and begins again.</summary>
internal sealed class PauseObject(ObjectDesk desk, TimeProvider clock)
{
    public static Task<IResult> Handle(HttpContext context, string reference, PauseObject use) =>
        ObjectDesk.Answer(context, version => use.Run(Person.Of(context), reference, version, context.RequestAborted));

    public static Task<IResult> HandleResume(HttpContext context, string reference, PauseObject use) =>
        ObjectDesk.Answer(context, version => use.Resume(Person.Of(context), reference, version, context.RequestAborted));

    public Task<Outcome<ActOnObjectResponse>> Run(Person person, string reference, long version, CancellationToken cancel)
    {
        var act = new ObjectAct(person, reference, version, AuditActs.ObjectPaused);
        return desk.Act(act, current => ObjectDecisions.Pause(current, clock.GetUtcNow(), act.By), cancel);
    }

    public Task<Outcome<ActOnObjectResponse>> Resume(Person person, string reference, long version, CancellationToken cancel)
    {
        var act = new ObjectAct(person, reference, version, AuditActs.ObjectResumed);
        return desk.Act(act, current => ObjectDecisions.Resume(current, clock.GetUtcNow(), act.By), cancel);
    }
}
