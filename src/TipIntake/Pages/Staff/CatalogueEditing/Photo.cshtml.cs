using Microsoft.AspNetCore.Mvc;
using TipIntake.Catalogue;
using TipIntake.Platform;

namespace TipIntake.Pages.Staff;

/// <summary>Brings a photo: a part to keep and parts to cover, in numbers, or drawn where scripts run.</summary>
internal sealed class PhotoModel(ShowCatalogueObject show, AddPhoto add) : CataloguePageModel(show)
{
    private const int FewestRows = 4;

    [BindProperty(Name = "crop")]
    public string? Crop { get; set; }

    [BindProperty(Name = "cover")]
    public string?[] Covers { get; set; } = [];

    [BindProperty(Name = "description")]
    public string? Description { get; set; }

    /// <summary>How many parts to cover can be typed in; where scripts run, more come as they are drawn.</summary>
    [BindProperty(SupportsGet = true, Name = "rows")]
    public int Asked { get; set; }

    public int Rows => Math.Clamp(Math.Max(Asked, Covers.Length), FewestRows, PhotoCut.MostCovers);

    public async Task<IActionResult> OnPost(IFormFile? file, CancellationToken cancel)
    {
        if (!await Load(cancel))
        {
            return NotFound();
        }

        if (PhotoCut.Parse(Crop, Covers) is not { } cut)
        {
            Refuse([.. Unreadable()]);
            return Page();
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

    private IEnumerable<FieldFault> Unreadable()
    {
        const string right = "Four whole numbers with commas: left, top, width, height.";
        if (PhotoCut.Parse(Crop, []) is null)
        {
            yield return new FieldFault("crop", "The part to keep", right);
        }

        for (var i = 0; i < Covers.Length; i++)
        {
            if (PhotoCut.Parse(null, [Covers[i]]) is null)
            {
                yield return new FieldFault($"cover-{i}", $"Cover {i + 1}", right);
            }
        }
    }
}
