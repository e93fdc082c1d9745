using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>The step from "there is a contact" to the contact, sealed: a passkey shown just now, a reason, an entry in the trail.</summary>
internal sealed class ContactModel(ReadSealedContact read) : PageModel
{
    public static IReadOnlyList<string> Reasons => OpenContactValidator.Reasons;

    [BindNever]
    public string? Sealed { get; private set; }

    [BindNever]
    public IReadOnlyList<FieldFault> Refused { get; private set; } = [];

    public async Task<IActionResult> OnPost(Guid id, [FromForm(Name = "reason")] string? reason, CancellationToken cancel)
    {
        var outcome = await read.Run(Person.Of(HttpContext), id, new ReadSealedContactRequest(reason), cancel);
        if (outcome.IsRefused)
        {
            Refused = outcome.Refusal.Errors is { } errors
                ? [.. errors.Select(error => new FieldFault("reason", "Why", string.Join(' ', error.Value)))]
                : [new FieldFault(null, null, Texts.Problem(outcome.Refusal.Code, Texts.DefaultLanguage))];
            return Page();
        }

        Sealed = Convert.ToBase64String(outcome.Value.Envelope);
        return Page();
    }
}
