using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <summary>What a person may do with an object as it stands: asks the decisions themselves, so that no button promises what is refused.</summary>
internal static class PossibleActs
{
    private static readonly Attestation Whole = new(IsNeutral: true, ShowsNoPerson: true, ShowsNoAbuse: true, NamesNoVictim: true);

    public static IEnumerable<string> Of(TracedObject current, Person person)
    {
        var (by, now) = (ObjectDesk.By(person), current.ChangedAt);
        (string Name, StaffRole Role, bool Possible)[] acts =
        [
            ("change", StaffRole.Editor, ObjectDecisions.MayChange(current)),
            ("propose", StaffRole.Editor, !ObjectDecisions.Propose(current, Whole, by).IsRefused),
            ("approve", StaffRole.Publisher, !ObjectDecisions.Approve(current, by).IsRefused),
            ("return", StaffRole.Publisher, !ObjectDecisions.Return(current, "other", null, by).IsRefused),
            ("publish", StaffRole.Publisher, !ObjectDecisions.Publish(current, now, by).IsRefused),
            ("pause", StaffRole.Publisher, !ObjectDecisions.Pause(current, now, by).IsRefused),
            ("resume", StaffRole.Publisher, !ObjectDecisions.Resume(current, now, by).IsRefused),
            ("close", StaffRole.Publisher, !ObjectDecisions.Close(current, "recognised", [], now, by).IsRefused),
            ("withdraw", StaffRole.Publisher, !ObjectDecisions.Withdraw(current, "other", now, by).IsRefused),
        ];
        return acts.Where(act => act.Possible && person.Is(act.Role)).Select(act => act.Name);
    }
}
