using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <summary>An editor takes a photo out. Its bytes stay stored, where nobody is shown them, so that a like one is recognised.</summary>
internal sealed class RemovePhoto(ObjectDesk desk)
{
    public static Task<IResult> Handle(HttpContext context, string reference, string id, RemovePhoto use) =>
        ObjectDesk.Answer(context, version => use.Run(Person.Of(context), reference, id, version, context.RequestAborted));

    public Task<Outcome<ActOnObjectResponse>> Run(Person person, string reference, string id, long version, CancellationToken cancel)
    {
        var act = new ObjectAct(person, reference, version, AuditActs.ObjectPhotoRemoved, Details: [new("photo", id)]);
        return desk.Act(act, current => ObjectDecisions.RemovePhoto(current, id, act.By), cancel);
    }
}
