using System.Globalization;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>The queue, of all objects or of one.</summary>
internal sealed class QueueModel(ListLeads list, OpenNextLead openNext, WaitingLeads waiting, ShowTracedObject objects, ShowBurst burst, ListReferrals referrals, IQuerySession session, TimeProvider clock) : PageModel
{
    /// <summary>In seconds, for whoever asks for it.</summary>
    private const int RefreshEvery = 30;

    private const int MostShownObjects = 8;

    public ChosenLeads Chosen { get; private set; } = null!;

    public QueuedLead[] Leads { get; private set; } = [];

    public string? Next { get; private set; }

    public Done? Done { get; private set; }

    public Refusal? Refused { get; private set; }

    public IReadOnlyList<(TracedObject Shown, int Open)> Objects { get; private set; } = [];

    /// <summary>What is wrong with one of the fields by which the list is narrowed.</summary>
    public string? FaultOf(string field) => Refused?.Errors?.GetValueOrDefault(field)?.FirstOrDefault();

    public TracedObject? Only { get; private set; }

    public ShowBurstResponse? Burst { get; private set; }

    public WaitingReferrals Referrals { get; private set; } = null!;

    public StaffNames Names { get; private set; } = null!;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public bool IsSeenToTheEnd => Request.Query["end"] == "true";

    public bool Refreshes => Request.Query["refresh"] == RefreshEvery.ToString(CultureInfo.InvariantCulture);

    public bool ShowsObjects => Only is null && Objects.Count <= MostShownObjects;

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        var person = Person.Of(HttpContext);
        Chosen = ChosenLeads.From(Request.Query);
        await Load(person, cancel);
        Done = await Done.Find(session, person, Request.Query["done"], Chosen, cancel);
        Names = await StaffNames.Read(session, person, Leads.Select(lead => lead.ClaimedBy).OfType<Guid>(), cancel);
        if (Refreshes)
        {
            Response.Headers["Refresh"] = RefreshEvery.ToString(CultureInfo.InvariantCulture);
        }

        return Page();
    }

    /// <summary>Opens the first lead of the list that is free.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var (person, chosen) = (Person.Of(HttpContext), ChosenLeads.From(Request.Query));
        var filter = chosen.ToQuery().ToFilter(person);
        var lead = filter.IsRefused ? null : await openNext.Run(person, filter.Value, passed: 0, except: null, cancel);
        return Redirect(lead is null ? chosen.At("/triage", ("end", "true")) : chosen.At($"/triage/leads/{lead}", ("passed", "0")));
    }

    private async Task Load(Person person, CancellationToken cancel)
    {
        var known = await objects.All(person, cancel);
        var open = await waiting.CountOpen([.. known.Select(o => o.Id)], cancel);
        Objects = [.. known.Select(o => (o, open.GetValueOrDefault(o.Id))).OrderBy(o => o.Item2 == 0)];
        Only = known.FirstOrDefault(o => o.Id == Chosen["object"]);
        Referrals = await referrals.Count(person, cancel);
        Burst = Only is null ? null : await burst.Run(person, Only.Id, cancel) is { IsRefused: false } shown ? shown.Value : null;
        var filter = Chosen.ToQuery().ToFilter(person);
        var cursor = Request.Query["cursor"].ToString();
        var outcome = filter.IsRefused ? filter.Refusal : await list.Run(person, filter.Value, cursor.Length > 0 ? cursor : null, cancel);
        if (outcome.IsRefused)
        {
            Refused = outcome.Refusal;
            return;
        }

        (Leads, Next) = (outcome.Value.Leads, outcome.Value.Next);
    }
}
