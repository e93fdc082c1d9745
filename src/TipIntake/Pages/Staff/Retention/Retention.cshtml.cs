using Marten;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TipIntake.Retention;
using TipIntake.Security.Access;

namespace TipIntake.Pages.Staff;

/// <summary>What goes and when, what is held, and what waits for an administrator.</summary>
internal sealed class RetentionModel(ShowRetention show, IQuerySession session) : PageModel
{
    public const string Address = "/retention";

    public RetentionView View { get; private set; } = null!;

    public StaffNames Names { get; private set; } = null!;

    public bool MayDecide => Person.Of(HttpContext).Is(StaffRole.Administrator);

    public string Me => Person.Of(HttpContext).Member;

    public async Task OnGet(CancellationToken cancel)
    {
        var person = Person.Of(HttpContext);
        View = await show.Run(person, cancel);
        Names = await StaffNames.Read(session, person, View.Holds.Select(hold => hold.PlacedBy).Concat(View.Orders.Select(order => order.ProposedBy)).Select(StaffNames.IdOf).OfType<Guid>(), cancel);
    }
}
