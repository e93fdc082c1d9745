using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TipIntake.Pages.Public.Legal;

/// <summary>Who runs this, and what happens to what visitors say: the pages that a law or decency asks for.</summary>
[KeptPage]
internal sealed class LegalPageModel(LegalTexts texts) : PageModel
{
    public string Document { get; private set; } = "";

    public LegalText Text { get; private set; } = null!;

    // Each by its whole name: a parameter in its place would take in every other short address, and hide their "wrong method".
    public static void Route(PageRouteModel page)
    {
        page.Selectors.Clear();
        foreach (var document in LegalTexts.Names)
        {
            page.Selectors.Add(new SelectorModel { AttributeRouteModel = new AttributeRouteModel { Template = $"{{language:language}}/{document}" } });
        }
    }

    public void OnGet()
    {
        Document = Request.Path.Value!.TrimEnd('/').Split('/')[^1].ToLowerInvariant();
        Text = texts.For(Document);
    }
}
