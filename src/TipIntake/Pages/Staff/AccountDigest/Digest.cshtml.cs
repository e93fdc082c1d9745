using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.Pages.Staff;

internal sealed class DigestModel(AskForDigest ask) : PageModel
{
    public DigestChoice Choice { get; private set; } = null!;

    /// <summary>What was typed, for a form that is shown again.</summary>
    public string? Address { get; private set; }

    public IReadOnlyList<string> Refused { get; private set; } = [];

    public Task<IActionResult> OnGet(CancellationToken cancel) => Show(cancel);

    public async Task<IActionResult> OnPost([FromForm(Name = "address")] string? address, [FromForm(Name = "mine")] bool mine, [FromForm(Name = "stop")] bool stop, CancellationToken cancel)
    {
        var person = Person.Of(HttpContext);
        if (stop)
        {
            await ask.Stop(person, cancel);
            return Redirect("/account");
        }

        if (await ask.Run(person, new AskForDigestRequest(address?.Trim(), mine), cancel) is not { } refusal)
        {
            return Redirect("/account/digest");
        }

        var shown = await Show(cancel);
        (Address, Refused) = (address, Choice is null ? [] : [.. Words(refusal)]);
        return shown;
    }

    private IEnumerable<string> Words(Refusal refusal) => refusal.Errors is not { } errors ? RefusalWords.Of(refusal) : errors.Keys.Select(field =>
        field == "address" ? $"Please give your own address; it ends in {Domains}." : "Please tick that the address is yours.");

    public string Domains => string.Join(" or ", Choice.Domains.Select(domain => $"@{domain}"));

    private async Task<IActionResult> Show(CancellationToken cancel)
    {
        if (await ask.Show(Person.Of(HttpContext), cancel) is not { } choice)
        {
            return NotFound();
        }

        Choice = choice;
        return Page();
    }
}
