using Microsoft.AspNetCore.Mvc;
using TipIntake.Catalogue;

namespace TipIntake.Pages.Staff;

/// <summary>What a publisher does without showing the passkey again: return, pause, resume, close, withdraw.</summary>
internal sealed class ChangeStateModel(ShowCatalogueObject show, ReturnObject giveBack, PauseObject pause, CloseObject close, WithdrawObject withdraw) : CataloguePageModel(show)
{
    [BindProperty(SupportsGet = true, Name = "act")]
    public string Act { get; set; } = "";

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [BindProperty(Name = "note")]
    public string? Note { get; set; }

    /// <summary>What was typed, by language.</summary>
    public Dictionary<string, string> Said { get; private set; } = [];

    public string Title => Act switch
    {
        "return" => "Return to the editors",
        "pause" => "Pause",
        "resume" => "Take tips again",
        "close" => "Close",
        _ => "Withdraw",
    };

    public string Says => Act switch
    {
        "return" => "It becomes a draft again.",
        "pause" => "The public goes on seeing it, and can send no tips.",
        "resume" => "The public can send tips again.",
        "close" => "The public goes on seeing it with your text, and can send no tips any more. This is for good.",
        _ => "The public sees nothing of it any more, within five seconds on every node. This is for good: it never comes back, and its reference is not used again.",
    };

    public IReadOnlyList<string> Reasons => Act switch
    {
        "return" => ReturnObjectValidator.Reasons,
        "close" => CloseObjectValidator.Results,
        "withdraw" => WithdrawObjectValidator.Reasons,
        _ => [],
    };

    public async Task<IActionResult> OnPost([FromForm(Name = "language")] string?[] languages, [FromForm(Name = "text")] string?[] texts, CancellationToken cancel)
    {
        Said = TextsOf(languages, texts);
        var outcome = Act switch
        {
            "return" => await giveBack.Run(Person, Reference, Version, new ReturnObjectRequest(Reason, Note), cancel),
            "pause" => await pause.Run(Person, Reference, Version, cancel),
            "resume" => await pause.Resume(Person, Reference, Version, cancel),
            "close" => await close.Run(Person, Reference, Version, new CloseObjectRequest(Reason, Said), cancel),
            _ => await withdraw.Run(Person, Reference, Version, new WithdrawObjectRequest(Reason), cancel),
        };
        return await After(outcome, cancel);
    }
}
