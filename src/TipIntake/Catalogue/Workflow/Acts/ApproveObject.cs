using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <summary>A publisher who had no hand in it agrees to what was proposed, exactly as it is.</summary>
internal sealed class ApproveObject(ObjectDesk desk)
{
    public static Task<IResult> Handle(HttpContext context, string reference, ApproveObject use) =>
        ObjectDesk.Answer(context, version => use.Run(Person.Of(context), reference, version, context.RequestAborted));

    public Task<Outcome<ActOnObjectResponse>> Run(Person person, string reference, long version, CancellationToken cancel)
    {
        var act = new ObjectAct(person, reference, version, AuditActs.ObjectApproved);
        return desk.Act(act, current => ObjectDecisions.Approve(current, act.By), cancel);
    }
}
