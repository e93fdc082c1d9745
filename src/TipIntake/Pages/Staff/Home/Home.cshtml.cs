using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Catalogue;
using TipIntake.Security.Access;
using TipIntake.Staff;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>Something a person should look at: how many, what, and where.</summary>
internal sealed record Waiting(int Count, string What, string Path, string Look);

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
            waiting.Add(new Waiting(await unusual.Count(cancel), "times this week somebody read unusually much", path, "Look"));
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
        new(referrals.Open, "referrals about somebody in danger that nobody has handed over", "/triage/referrals", "Hand them over"),
        new(referrals.HandedOver, "referrals that a contact point has and nobody has closed", "/triage/referrals", "Look at them"),
        new(leads.Safeguarding, "open leads may be about somebody in danger; they stand first", "/triage", "Look at them"),
        new(leads.Mine, "leads that you have taken and not decided", "/triage?mine=true", "Go on"),
        new(leads.Open, "open leads", "/triage", "Open the queue"),
    ];

    private static IEnumerable<Waiting> OfCatalogue(CatalogueEntry[] objects) =>
    [
        new(objects.Count(entry => entry.Waits == "returned"), "objects were returned to you", "/catalogue?status=draft", "Look at drafts"),
        new(objects.Count(entry => entry.Waits == "decide"), "proposed objects wait for your decision", "/catalogue?status=proposed", "Decide"),
        new(objects.Count(entry => entry.Waits == "publish"), "approved objects wait to be published", "/catalogue?status=approved", "Publish"),
    ];

    private static IEnumerable<Waiting> OfAdministrator(ListStaffResponse staff) =>
    [
        new(staff.Proposals.Count(proposal => proposal.MayApprove), "proposals by another administrator wait for your decision", "/people", "Decide"),
        new(staff.Members.Count(member => member.Needs.Contains("vetting-ends", StringComparer.Ordinal)), "people whose vetting ends within thirty days, or has ended", "/people", "Look at people"),
        new(staff.Members.Count(member => member.Needs.Contains("one-passkey", StringComparer.Ordinal)), "people with fewer than two passkeys", "/people", "Look at people"),
    ];
}
