using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Platform;
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

    public static IReadOnlyList<FieldFault> Wrong(Refusal refusal) => refusal.Errors is { } errors
        ? [.. errors.Select(error => new FieldFault(error.Key, Label(error.Key), error.Key == "issuer" ? "An address that begins with https://." : string.Join(' ', error.Value)))]
        : [new FieldFault(refusal == Refusals.RolesClash ? "roles" : null, "Roles", Texts.Problem(refusal.Code, Texts.DefaultLanguage))];

    private static string Label(string key) => key switch
    {
        "vettedBy" => "Who vetted this person",
        "vettedUntil" => "Last day of the vetting",
        "objects" => "References",
        _ => $"{char.ToUpperInvariant(key[0])}{key[1..]}",
    };

    public static string Need(string need) => need switch
    {
        "vetting-ends" => "vetting ends",
        "one-passkey" => "fewer than two passkeys",
        _ => need,
    };
}
