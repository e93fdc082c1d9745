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
    public IReadOnlyList<FieldFault> Refused { get; private set; } = [];

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

    /// <summary>Rows of a form, each with its language; what is left empty is left out.</summary>
    protected static Dictionary<string, string> TextsOf(string?[] languages, string?[] texts) => languages.Zip(texts)
        .Where(row => row is { First: not null, Second: not null })
        .DistinctBy(row => row.First, StringComparer.Ordinal)
        .ToDictionary(row => row.First!, row => row.Second!, StringComparer.Ordinal);

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

        if (!await Load(cancel))
        {
            return NotFound();
        }

        Refuse(outcome.Refusal);
        return Page();
    }

    protected void Refuse(params FieldFault[] faults) => Refused = faults;

    protected void Refuse(Refusal refusal) => Refused = refusal.Errors is { } errors
        ? [.. errors.Select(error => new FieldFault(CatalogueWords.Input(error.Key, Shown?.Texts.DefaultLanguage), CatalogueWords.Field(error.Key), CatalogueWords.Wrong(error.Key, string.Join(' ', error.Value))))]
        : [new FieldFault(null, null, Texts.Problem(refusal.Code, Texts.DefaultLanguage))];
}
