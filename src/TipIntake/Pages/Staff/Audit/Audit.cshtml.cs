using System.Globalization;
using Marten;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Audit;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

[BindProperties(SupportsGet = true)]
internal sealed class AuditModel(ListAuditEntries list, IQuerySession session) : PageModel
{
    public string? Actor { get; set; }

    public string? Act { get; set; }

    public string? Subject { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }

    public string? Cursor { get; set; }

    [BindNever]
    public AuditEntriesView? Entries { get; private set; }

    [BindNever]
    public IReadOnlyList<string> Refused { get; private set; } = [];

    public static IEnumerable<string> Acts => AuditActs.All.Order(StringComparer.Ordinal);

    private Dictionary<string, string> names = [];

    public async Task OnGet(CancellationToken cancel)
    {
        var request = new ListAuditEntriesRequest(Given(Actor), Given(Act), Given(Subject), Day(From, 0), Day(To, 1), Given(Cursor));
        var outcome = await list.Run(Person.Of(HttpContext), request, cancel);
        if (outcome.IsRefused)
        {
            Refused = RefusalWords.Of(outcome.Refusal);
            return;
        }

        Entries = outcome.Value;
        var members = await session.Query<StaffMember>().ToListAsync(cancel);
        names = members.ToDictionary(member => $"staff:{member.Id}", member => member.Name, StringComparer.Ordinal);
    }

    /// <summary>The name of a member, with their id, so that two of one name are told apart; anything else as it is.</summary>
    public string NameOf(string id) => names.TryGetValue(id, out var name) ? $"{name} ({id})" : id;

    public string Older(string cursor)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("actor", Actor), ("act", Act), ("subject", Subject), ("from", From), ("to", To), ("cursor", cursor) })
        {
            if (Given(value) is { } given)
            {
                query.Add(name, given);
            }
        }

        return $"/audit{query}";
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    // Whole days, both included.
    private static string? Day(string? day, int later) => Given(day) is not { } given ? null
        : DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? $"{date.AddDays(later):yyyy-MM-dd}T00:00:00Z" : given;
}
