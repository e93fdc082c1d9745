using Microsoft.AspNetCore.Mvc;
using TipIntake.Catalogue;

namespace TipIntake.Pages.Staff;

internal sealed class DescribeModel(ShowCatalogueObject show, DescribePhoto describe, RemovePhoto remove) : CataloguePageModel(show)
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public string Id { get; set; } = "";

    public CataloguePhotoView? Photo => Array.Find(Shown.Photos, photo => photo.Id == Id);

    /// <summary>What was typed, by language; null before.</summary>
    public Dictionary<string, string>? Said { get; private set; }

    public async Task<IActionResult> OnPost([FromForm(Name = "language")] string?[] languages, [FromForm(Name = "text")] string?[] texts, [FromForm(Name = "out")] bool takeOut, CancellationToken cancel)
    {
        if (takeOut)
        {
            return await After(await remove.Run(Person, Reference, Id, Version, cancel), cancel);
        }

        var said = TextsOf(languages, texts);
        Said = said;
        return await After(await describe.Run(Person, Reference, Id, Version, new DescribePhotoRequest(said), cancel), cancel);
    }
}
