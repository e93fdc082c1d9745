using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

internal sealed class PeopleModel(ListStaff people) : PageModel
{
    public ListStaffResponse Staff { get; private set; } = null!;

    public async Task OnGet(CancellationToken cancel) => Staff = await people.Run(Person.Of(HttpContext), cancel);
}

/// <summary>What the pages about people say.</summary>
internal static class PeopleWords
{
    public static string Of(StaffProposalView proposal) => proposal.Kind switch
    {
        "invite" => $"Let in as {string.Join(", ", proposal.Roles)}; {Of(proposal.Scope)}",
        "recover" => "New link; all passkeys they have now stop working",
        _ => $"Change to {string.Join(", ", proposal.Roles)}; {Of(proposal.Scope)}",
    };

    public static string Of(Scope scope) => scope switch
    {
        { Everything: true } => "all objects",
        { Objects.Length: 0, Regions.Length: 0 } => "no object",
        _ => string.Join(", ", scope.Objects.Concat(scope.Regions)),
    };

    public static string Need(string need) => need switch
    {
        "vetting-ends" => "vetting ends",
        "one-passkey" => "fewer than two passkeys",
        _ => need,
    };
}
