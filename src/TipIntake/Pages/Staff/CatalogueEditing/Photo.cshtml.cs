using Microsoft.AspNetCore.Mvc;
using TipIntake.Catalogue;
using TipIntake.Platform;

namespace TipIntake.Pages.Staff;

/// <summary>Brings a photo: a part to keep and parts to cover, in numbers, or drawn where scripts run.</summary>
internal sealed class PhotoModel(ShowCatalogueObject show, AddPhoto add) : CataloguePageModel(show)
{
    public const int ShownCovers = 4;

    [BindProperty(Name = "crop")]
    public string? Crop { get; set; }

    [BindProperty(Name = "cover")]
    public string?[] Covers { get; set; } = [];

    [BindProperty(Name = "description")]
    public string? Description { get; set; }

    public async Task<IActionResult> OnPost(IFormFile? file, CancellationToken cancel)
    {
        if (!await Load(cancel))
        {
            return NotFound();
        }

        if (PhotoCut.Parse(Crop, Covers) is not { } cut)
        {
            return await After<AddPhotoResponse>(PhotoRefusals.ToRefusal(PhotoRefusals.CutOutside), cancel);
        }

        await using var stream = file?.OpenReadStream() ?? Stream.Null;
        var original = await AddPhoto.ReadInMemory(stream, cancel);
        var text = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Description is { } said && HostileText.Clean(said).Text is { Length: > 0 } clean)
        {
            text[Shown.Texts.DefaultLanguage] = clean;
        }

        return await After(await add.Run(Person, Reference, Version, original, cut, text, cancel), cancel);
    }
}
