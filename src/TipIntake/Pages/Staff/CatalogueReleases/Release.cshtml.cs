using Microsoft.AspNetCore.Mvc;
using TipIntake.Catalogue;

namespace TipIntake.Pages.Staff;

/// <summary>What brings an object nearer to the public: approve, publish, schedule.</summary>
internal sealed class ReleaseModel(ShowCatalogueObject show, ApproveObject approve, PublishObject publish) : CataloguePageModel(show)
{
    [BindProperty(SupportsGet = true, Name = "act")]
    public string Act { get; set; } = "";

    [BindProperty(Name = "publishAt")]
    public DateTime? PublishAt { get; set; }

    public string Title => Act == "approve" ? "Approve" : "Publish";

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var at = PublishAt is { } time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), TimeSpan.Zero) : (DateTimeOffset?)null;
        var outcome = Act == "approve"
            ? await approve.Run(Person, Reference, Version, cancel)
            : await publish.Run(Person, Reference, Version, at, cancel);
        return await After(outcome, cancel);
    }
}
