using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Pages.Staff;

/// <summary>What pages about one object have in common: which one, in which version, and why something was refused.</summary>
internal abstract class CataloguePageModel(ShowCatalogueObject show) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "reference")]
    public string Reference { get; set; } = "";

    /// <summary>What the person looked at when they pressed the button.</summary>
    [BindProperty(Name = "version")]
    public long Version { get; set; }

    [BindNever]
    public CatalogueObjectView Shown { get; private set; } = null!;

    [BindNever]
    public IReadOnlyList<string> Refused { get; private set; } = [];

    protected Person Person => Person.Of(HttpContext);

    public virtual async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (!await Load(cancel))
        {
            return NotFound();
        }

        Version = Shown.Version;
        return Page();
    }

    protected async Task<bool> Load(CancellationToken cancel)
    {
        var outcome = await show.Run(Person, Reference, cancel);
        if (!outcome.IsRefused)
        {
            Shown = outcome.Value;
        }

        return !outcome.IsRefused;
    }

    /// <summary>Back to the object, or the same page again with what is wrong.</summary>
    protected async Task<IActionResult> After<T>(Outcome<T> outcome, CancellationToken cancel, string? next = null)
    {
        if (!outcome.IsRefused)
        {
            return Redirect(next ?? $"/catalogue/{Reference}");
        }

        Refuse(outcome.Refusal);
        return await Load(cancel) ? Page() : NotFound();
    }

    protected void Refuse(Refusal refusal) => Refused = refusal.Errors is { } errors
        ? [.. errors.Select(error => $"{CatalogueWords.Field(error.Key)}: {string.Join(' ', error.Value)}")]
        : [Texts.Problem(refusal.Code, Texts.DefaultLanguage)];
}
