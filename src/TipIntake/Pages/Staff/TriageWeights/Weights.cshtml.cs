using System.Globalization;
using Marten;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>What reasons are worth, and who made it so; administrators find the way to change it here.</summary>
internal sealed class WeightsModel(ShowWeights show, IQuerySession session) : PageModel
{
    public ShowWeightsResponse Weights { get; private set; } = null!;

    public StaffNames Names { get; private set; } = null!;

    public bool MayChange { get; private set; }

    public async Task OnGet(CancellationToken cancel)
    {
        var person = Person.Of(HttpContext);
        MayChange = person.Is(StaffRole.Administrator);
        Weights = await show.Run(cancel);
        Names = await StaffNames.Read(session, person, Weights.History.Select(version => StaffNames.IdOf(version.By)).OfType<Guid>(), cancel);
    }
}

/// <summary>How pages write what reasons are worth.</summary>
internal static class WeightWords
{
    public static string Share(Estimate? share) => share is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * known.Value:0} % ({100 * known.Low:0} to {100 * known.High:0})")
        : "none";

    /// <summary>With a sign, which is a minus and no hyphen.</summary>
    public static string Signed(int points) => points switch
    {
        > 0 => string.Create(CultureInfo.InvariantCulture, $"+{points}"),
        < 0 => string.Create(CultureInfo.InvariantCulture, $"\u2212{-(long)points}"),
        _ => "0",
    };
}
