using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Catalogue;
using TipIntake.Security.Access;
using TipIntake.Staff;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>Something a person should look at: how many, what, and where.</summary>
internal sealed record Waiting(int Count, string What, string Path, string Look)
{
    public static Waiting Of(int count, string one, string more, string path, string look) => new(count, count == 1 ? one : more, path, look);
}

internal sealed class HomeModel(OwnSessions own, ListStaff people, UnusualReading unusual, ListCatalogue catalogue, WaitingLeads leads, ListReferrals referrals) : PageModel
{
    public OwnAccount Account { get; private set; } = null!;

    public IReadOnlyList<Waiting> Waiting { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        var person = Person.Of(HttpContext);
        if (await own.Show(person, cancel) is not { } account)
        {
            return Redirect(StaffDoor.SignInPath);
        }

        Account = account;
        Waiting = [.. await For(person, cancel)];
        return Page();
    }

    private async Task<IEnumerable<Waiting>> For(Person person, CancellationToken cancel)
    {
        var waiting = new List<Waiting>();
        if (person.Is(StaffRole.Administrator))
        {
            waiting.AddRange(OfAdministrator(await people.Run(person, cancel)));
        }

        if (person.IsOneOf([StaffRole.Administrator, StaffRole.Auditor]))
        {
            var path = person.Is(StaffRole.Auditor) ? "/audit?act=reading-unusual" : "/people";
            waiting.Add(TipIntake.Pages.Staff.Waiting.Of(await unusual.Count(cancel), "time this week somebody read unusually much", "times this week somebody read unusually much", path, "Look"));
        }

        if (person.IsOneOf([StaffRole.Editor, StaffRole.Publisher]))
        {
            waiting.AddRange(OfCatalogue((await catalogue.Run(person, null, cancel)).Objects));
        }

        if (person.Is(StaffRole.Reviewer))
        {
            waiting.InsertRange(0, OfReviewer(await leads.Count(person, cancel), await referrals.Count(person, cancel)));
        }

        return waiting.Where(entry => entry.Count > 0);
    }

    private static IEnumerable<Waiting> OfReviewer(WaitingCounts leads, WaitingReferrals referrals) =>
    [
        TipIntake.Pages.Staff.Waiting.Of(referrals.Open, "referral about somebody in danger that nobody has handed over", "referrals about somebody in danger that nobody has handed over", "/triage/referrals", "Hand them over"),
        TipIntake.Pages.Staff.Waiting.Of(referrals.HandedOver, "referral that a contact point has and nobody has closed", "referrals that a contact point has and nobody has closed", "/triage/referrals", "Look at them"),
        TipIntake.Pages.Staff.Waiting.Of(leads.Safeguarding, "open lead may be about somebody in danger; it stands first", "open leads may be about somebody in danger; they stand first", "/triage", "Look at them"),
        TipIntake.Pages.Staff.Waiting.Of(leads.Mine, "lead that you have taken and not decided", "leads that you have taken and not decided", "/triage?mine=true", "Go on"),
        TipIntake.Pages.Staff.Waiting.Of(leads.Open, "open lead", "open leads", "/triage", "Open the queue"),
    ];

    private static IEnumerable<Waiting> OfCatalogue(CatalogueEntry[] objects) =>
    [
        TipIntake.Pages.Staff.Waiting.Of(objects.Count(entry => entry.Waits == "returned"), "object was returned to you", "objects were returned to you", "/catalogue?status=draft", "Look at drafts"),
        TipIntake.Pages.Staff.Waiting.Of(objects.Count(entry => entry.Waits == "decide"), "proposed object waits for your decision", "proposed objects wait for your decision", "/catalogue?status=proposed", "Decide"),
        TipIntake.Pages.Staff.Waiting.Of(objects.Count(entry => entry.Waits == "publish"), "approved object waits to be published", "approved objects wait to be published", "/catalogue?status=approved", "Publish"),
    ];

    private static IEnumerable<Waiting> OfAdministrator(ListStaffResponse staff) =>
    [
        TipIntake.Pages.Staff.Waiting.Of(staff.Proposals.Count(proposal => proposal.MayApprove), "proposal by another administrator waits for your decision", "proposals by another administrator wait for your decision", "/people", "Decide"),
        TipIntake.Pages.Staff.Waiting.Of(staff.Members.Count(member => member.Needs.Contains("vetting-ends", StringComparer.Ordinal)), "person whose vetting ends within thirty days, or has ended", "people whose vetting ends within thirty days, or has ended", "/people", "Look at people"),
        TipIntake.Pages.Staff.Waiting.Of(staff.Members.Count(member => member.Needs.Contains("one-passkey", StringComparer.Ordinal)), "person with fewer than two passkeys", "people with fewer than two passkeys", "/people", "Look at people"),
    ];
}
