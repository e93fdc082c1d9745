using Microsoft.AspNetCore.Mvc;
using TipIntake.Catalogue;

namespace TipIntake.Pages.Staff;

/// <summary>One row per language; the first stands in for all others.</summary>
internal sealed class TextsModel(ShowCatalogueObject show, ChangeObjectTexts change, DraftObject draft) : CataloguePageModel(show)
{
    [BindProperty(Name = "language")]
    public string?[] Languages { get; set; } = ["en", null];

    [BindProperty(Name = "title")]
    public string?[] Titles { get; set; } = [null, null];

    [BindProperty(Name = "question")]
    public string?[] Questions { get; set; } = [null, null];

    [BindProperty(Name = "category")]
    public string? Category { get; set; }

    [BindProperty(Name = "regions")]
    public string? Regions { get; set; }

    /// <summary>For a new one: left empty, it gets the next free one.</summary>
    [BindProperty(Name = "wanted")]
    public string? Wanted { get; set; }

    public bool IsNew => Reference.Length == 0;

    public override async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        ModelState.Clear();
        if (IsNew)
        {
            return Page();
        }

        var page = await base.OnGet(cancel);
        if (Shown is not null)
        {
            var texts = Shown.Texts;
            Languages = [texts.DefaultLanguage, .. texts.Title.Keys.Where(language => language != texts.DefaultLanguage), null];
            Titles = [.. Languages.Select(language => texts.Title.GetValueOrDefault(language ?? ""))];
            Questions = [.. Languages.Select(language => texts.Question.GetValueOrDefault(language ?? ""))];
            (Category, Regions) = (texts.Category, string.Join(", ", texts.Regions));
        }

        return page;
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var texts = new SentTexts(Languages.FirstOrDefault(), ByLanguage(Titles), ByLanguage(Questions), Category, (Regions ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries));
        if (!IsNew)
        {
            return await After(await change.Run(Person, Reference, Version, new ChangeObjectTextsRequest(texts), cancel), cancel);
        }

        var outcome = await draft.Run(Person, new DraftObjectRequest(Wanted, texts), cancel);
        if (!outcome.IsRefused)
        {
            return Redirect($"/catalogue/{outcome.Value.Reference}");
        }

        Refuse(outcome.Refusal);
        return Page();
    }

    private Dictionary<string, string> ByLanguage(string?[] texts)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (language, text) in Languages.Zip(texts).Where(row => row is { First: not null, Second: not null }))
        {
            found[language!.Trim()] = text!;
        }

        return found;
    }
}
