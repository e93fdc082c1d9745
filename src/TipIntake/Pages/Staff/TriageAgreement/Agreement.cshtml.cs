using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>How well decisions hold when somebody else makes them again. Numbers over all objects, and no names.</summary>
internal sealed class AgreementModel(ShowAgreement show) : PageModel
{
    /// <summary>Below it the ranges are so wide that they say nothing, and single people could be guessed.</summary>
    public const int Fewest = 20;

    public ShowAgreementResponse Shown { get; private set; } = null!;

    public bool IsEnough => Shown.Agreement.Pairs >= Fewest;

    public bool IsSampleEnough => Shown.Missed.Reviewed >= Fewest;

    public int Agreeing => Enumerable.Range(0, Shown.Decisions.Length).Sum(i => Shown.Agreement.Table[i][i]);

    public async Task OnGet(CancellationToken cancel) => Shown = await show.Run(cancel);

    public static string PerCent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#}\u00A0%");

    public static string PerCent(Estimate? share) => share is { } known ? PerCent(known.Value) : "cannot be reckoned";

    public static string Between(Estimate? share) => share is { } known ? $"between {PerCent(known.Low)} and {PerCent(known.High)}" : "";

    /// <summary>From −1 to 1, with a minus that is no hyphen.</summary>
    public static string Number(double value) => value.ToString("0.00;\u22120.00;0.00", CultureInfo.InvariantCulture);

    public static string Number(Estimate? measure) => measure is { } known ? Number(known.Value) : "cannot be reckoned";

    public static string BetweenNumbers(Estimate? measure) => measure is { } known ? $"between {Number(known.Low)} and {Number(known.High)}" : "";
}
