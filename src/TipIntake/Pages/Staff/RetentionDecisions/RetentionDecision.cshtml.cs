using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Platform;
using TipIntake.Retention;
using TipIntake.Security.Access;

namespace TipIntake.Pages.Staff;

/// <summary>An administrator lifts a hold, or carries an order out, or declines it.</summary>
internal sealed class RetentionDecisionModel(ShowRetention show, HoldRecords holds, OrderErasure orders) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "hold")]
    public string? HoldId { get; set; }

    [BindProperty(SupportsGet = true, Name = "order")]
    public Guid? OrderId { get; set; }

    public LegalHold? Hold { get; private set; }

    public ErasureOrder? Order { get; private set; }

    public IReadOnlyList<string> Refused { get; private set; } = [];

    public Task OnGet(CancellationToken cancel) => Show(cancel);

    public async Task<IActionResult> OnPost([FromForm(Name = "act")] string? act, CancellationToken cancel)
    {
        var person = Person.Of(HttpContext);
        var refusal = (act, HoldId, OrderId) switch
        {
            ("lift", { } hold, _) => RefusalOf(await holds.Lift(person, hold, cancel)),
            ("approve", _, { } order) => RefusalOf(await orders.Approve(person, order, cancel)),
            ("decline", _, { } order) => RefusalOf(await orders.Decline(person, order, cancel)),
            _ => Refusals.RequestMalformed,
        };
        if (refusal is null)
        {
            return Redirect($"{RetentionModel.Address}#{(HoldId is null ? "orders" : "holds")}");
        }

        await Show(cancel);
        Refused = RefusalWords.Of(refusal);
        return Page();
    }

    private async Task Show(CancellationToken cancel)
    {
        var view = await show.Run(Person.Of(HttpContext), cancel);
        Hold = view.Holds.FirstOrDefault(hold => hold.Id == HoldId);
        Order = view.Orders.FirstOrDefault(order => order.Id == OrderId && order.State == OrderState.Proposed);
    }

    private static Refusal? RefusalOf<T>(Outcome<T> outcome) => outcome.IsRefused ? outcome.Refusal : null;
}
