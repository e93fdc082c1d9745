namespace TipIntake.Platform;

/// <summary>What reviewers, statisticians and those in charge work with.</summary>
internal static class StaffSettings
{
    public static readonly Setting[] All =
    [
        new("Staff:Domain", "the name under which staff open their pages, such as `staff.tips.police.example`: passkeys are bound to it, so it is not changed later", "none; needed outside Development on a node with a staff door", "", ReadBy.StaffDoor),
        new("Staff:OpenIdConnect:*", "the force's own sign-in ([below](#a-provider-of-your-own)); nothing of it exists while `Authority` is empty", "none", "", ReadBy.StaffDoor),
        new("Staff:Digest:*", "a daily reminder by mail for reviewers who ask for it ([below](#a-daily-reminder-by-mail)); nothing of it exists while `Host` is empty", "none", "", ReadBy.StaffDoor),
        new("Staff:ReadsPerHour", "how many tips a person may be shown in an hour before a colleague releases more; with how many in a day it is noted ([people.md](people.md))", "600", "tips", ReadBy.StaffDoor),
        new("Staff:UnusualReadsPerDay", "how many tips a person may be shown in an hour before a colleague releases more; with how many in a day it is noted ([people.md](people.md))", "2500", "tips", ReadBy.StaffDoor),
        new("Triage:Safeguarding:ContactPoints:*", "whom reviewers tell when a tip is about a person in danger: `Code` (lower-case letters, digits, hyphens; stands in the [audit trail](audit.md), so it is not changed later), `Name`, `Reach` (a number and its hours, in one line). A node with a staff door does not start outside Development without one, unless `Operator:Trial` says that it is for trying things out", "none; made-up ones in Development", "list", ReadBy.StaffDoor),
        new("Audit:Checkpoints:Path", "where signed checkpoints of the [audit trail](audit.md) are written: a mount of another machine, on which this one can add files and not change them. Read by nodes with a staff door", "`audit-checkpoints` in `Data:Path`, which proves nothing against whoever has this machine", "folder", ReadBy.StaffDoor),
        new("Audit:Checkpoints:Every", "a checkpoint after so long, if there are new entries; and after so many new entries", "`00:05:00`", "hh:mm:ss", ReadBy.StaffDoor),
        new("Audit:Checkpoints:Entries", "a checkpoint after so long, if there are new entries; and after so many new entries", "1,000", "entries", ReadBy.StaffDoor),
        new("Statistics:TimeZone", "where a day of the counts begins and ends ([statistics.md](statistics.md)); what was counted before a change keeps its days. Keep the clocks of all nodes synchronised: one that jumps forward opens a day that is still to come ([0019](decisions/0019-counts-are-changes-that-stay.md))", "`UTC`", "IANA name", ReadBy.StaffDoor),
        new("Statistics:Releases:LagDays", "a week is released no sooner after its end", "7", "days", ReadBy.StaffDoor),
        new("Statistics:Releases:Threshold", "a released count below it is not told ([why](decisions/0020-releases-cannot-be-subtracted.md))", "10", "tips", ReadBy.StaffDoor),
        new("Retention:Days:Useful", "for how long tips are kept, by what became of their lead; `keep`: until somebody orders otherwise. Outside Development a node with a staff door does not start until each is given, unless `Operator:Trial` says that it is for trying things out ([why](decisions/0023-one-way-to-erase.md))", "none; Development: `keep`", "days", ReadBy.StaffDoor),
        new("Retention:Days:Plausible", "as `Retention:Days:Useful`, for that outcome", "none; Development: `keep`", "days", ReadBy.StaffDoor),
        new("Retention:Days:Rejected", "as `Retention:Days:Useful`, for that outcome", "none; Development: `keep`", "days", ReadBy.StaffDoor),
        new("Retention:Days:Spam", "as `Retention:Days:Useful`, for that outcome", "none; Development: `keep`", "days", ReadBy.StaffDoor),
        new("Retention:Days:Safeguarding", "as `Retention:Days:Useful`, for that outcome", "none; Development: `keep`", "days", ReadBy.StaffDoor),
        new("Retention:Days:Undecided", "as `Retention:Days:Useful`, for that outcome", "none; Development: `keep`", "days", ReadBy.StaffDoor),
        new("Retention:Days:Deferred", "as `Retention:Days:Useful`, for that outcome", "none; Development: `keep`", "days", ReadBy.StaffDoor),
        new("Retention:GraceDays", "so long nothing goes after anything new came to a lead", "30", "days", ReadBy.StaffDoor),
        new("Retention:NoticeDays", "so long before it goes a lead is marked, and stands on the page *Keeping and erasing*", "7", "days", ReadBy.StaffDoor),
        new("Retention:Journal:Path", "where the journal of erasures is written: a mount of another machine. It holds ids and times; without it a restored backup cannot be emptied again", "`erasures` in `Data:Path`", "folder", ReadBy.StaffDoor),
        new("Triage:Review:SharePercent", "so many of a hundred decisions a second person makes again without seeing the first", "10", "per cent", ReadBy.StaffDoor),
        new("Triage:Review:RejectsPerMonth", "so many rejected leads are drawn each month for a second look", "60", "leads", ReadBy.StaffDoor),
        new("Triage:Weights:*", "what each reason adds to a lead's score until an administrator changes it", "see [triage](triage.md)", "points", ReadBy.StaffDoor),
    ];
}
