using Marten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

[BindProperties(SupportsGet = true)]
internal sealed class ProposeModel(ProposeStaffChange propose, IQuerySession session) : PageModel
{
    public string Kind { get; set; } = "invite";

    public Guid? Member { get; set; }

    public string? Name { get; set; }

    public string[] Roles { get; set; } = [];

    public bool Everything { get; set; }

    public string? Objects { get; set; }

    public string? Regions { get; set; }

    public string? VettedBy { get; set; }

    public DateOnly? VettedUntil { get; set; }

    public string? Issuer { get; set; }

    public string? Subject { get; set; }

    [BindNever]
    public IReadOnlyList<FieldFault> Refused { get; private set; } = [];

    public string Title => Kind switch
    {
        "change" => "Change what somebody may do",
        "recover" => "A new link for somebody who lost all passkeys",
        _ => "Invite somebody",
    };

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        ModelState.Clear();
        if (Member is not { } id)
        {
            return Page();
        }

        return await Fill(id, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (Kind == "recover" && Member is { } id && !await Fill(id, cancel))
        {
            return NotFound();
        }

        var request = new ProposeStaffChangeRequest(Kind, Member, Name, Roles, Everything, Split(Objects), Split(Regions), VettedBy, VettedUntil, Given(Issuer), Given(Subject));
        var outcome = await propose.Run(Person.Of(HttpContext), request, cancel);
        if (!outcome.IsRefused)
        {
            return Redirect("/people");
        }

        Refused = PeopleWords.Wrong(outcome.Refusal);
        return Page();
    }

    private async Task<bool> Fill(Guid id, CancellationToken cancel)
    {
        if (await session.LoadAsync<StaffMember>(id, cancel) is not { } member)
        {
            return false;
        }

        (Name, Roles, Everything) = (member.Name, [.. member.Roles.Select(role => role.Name())], member.Scope.Everything);
        (Objects, Regions) = (string.Join(", ", member.Scope.Objects), string.Join(", ", member.Scope.Regions));
        (VettedBy, VettedUntil) = (member.VettedBy, member.VettedUntil);
        (Issuer, Subject) = (member.Provider?.Issuer, member.Provider?.Subject);
        return true;
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string[] Split(string? values) => (values ?? "").Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
