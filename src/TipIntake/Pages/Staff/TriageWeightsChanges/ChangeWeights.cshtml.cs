using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

internal sealed class ChangeWeightsModel(ShowWeights show, ChangeWeights change) : PageModel
{
    public long Version { get; private set; }

    public WeightView[] Weights { get; private set; } = [];

    public IReadOnlyList<FieldFault> Refused { get; private set; } = [];

    /// <summary>What the person typed, for a form that is shown again.</summary>
    public string? Sent(string code) => Request.HasFormContentType && Request.Form[code] is [{ } one] ? one : null;

    public Task OnGet(CancellationToken cancel) => Load(cancel);

    public async Task<IActionResult> OnPost([FromForm(Name = "version")] long version, CancellationToken cancel)
    {
        await Load(cancel);
        var sent = new Dictionary<string, int>(StringComparer.Ordinal);
        var wrong = new List<FieldFault>();
        foreach (var weight in Weights)
        {
            if (int.TryParse(Sent(weight.Code), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && WeightCodes.IsAcceptable(weight.Code, value))
            {
                sent[weight.Code] = value;
            }
            else
            {
                wrong.Add(new FieldFault(weight.Code, weight.Sentence, Texts.Rule("value-not-acceptable", Texts.DefaultLanguage, null)));
            }
        }

        return wrong.Count > 0 ? Again(wrong) : await Change(version, sent, cancel);
    }

    private async Task<IActionResult> Change(long version, Dictionary<string, int> sent, CancellationToken cancel)
    {
        var outcome = await change.Run(Person.Of(HttpContext), version, new ChangeWeightsRequest(sent), cancel);
        return outcome.IsRefused ? Again([new FieldFault(null, null, Texts.Problem(outcome.Refusal.Code, Texts.DefaultLanguage))]) : Redirect("/triage/weights");
    }

    private PageResult Again(IReadOnlyList<FieldFault> wrong)
    {
        Refused = wrong;
        return Page();
    }

    private async Task Load(CancellationToken cancel)
    {
        var shown = await show.Run(cancel);
        (Version, Weights) = (shown.Version, shown.Weights);
    }
}
