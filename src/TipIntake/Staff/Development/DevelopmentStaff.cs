using Marten;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>In Development one made-up person per role, who comes in without a passkey. None of its routes exists elsewhere.</summary>
internal sealed class DevelopmentStaff(IDocumentStore store, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim making = new(1);

    public static void Map(IEndpointRouteBuilder staff)
    {
        staff.MapPost("/sign-in/as", Handle).ForStrangers().DisableAntiforgery().ExcludeFromDescription();
        staff.MapPost("/sign-in/as-again", HandleAgain).ForAnybodySignedIn().DisableAntiforgery().ExcludeFromDescription();
    }

    public void Dispose() => making.Dispose();

    /// <summary>Makes the person the first time. One at a time: two requests at once would both make them, and a name is given once only.</summary>
    public async Task<StaffMember> Find(DevelopmentPerson person, CancellationToken cancel)
    {
        await making.WaitAsync(cancel);
        try
        {
            return await FindOrMake(person, cancel);
        }
        finally
        {
            making.Release();
        }
    }

    private async Task<StaffMember> FindOrMake(DevelopmentPerson person, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<StaffMember>(person.Id, cancel) is { } known)
        {
            return known;
        }

        var member = new StaffMember
        {
            Id = person.Id,
            Name = person.Name,
            NameKey = StaffMember.KeyOf(person.Name),
            Roles = [person.Role],
            Scope = Scope.All,
            VettedBy = "Development",
            VettedUntil = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddYears(1),
        };
        session.Store(member);
        await session.SaveChangesAsync(cancel);
        return member;
    }

    private static async Task<IResult> Handle(HttpContext context, [FromForm(Name = "as")] string? key, [FromForm] string? next, DevelopmentStaff staff)
    {
        if (DevelopmentPerson.Find(key) is not { } found)
        {
            return Refusals.NotFound.ToProblem();
        }

        var member = await staff.Find(found, context.RequestAborted);
        await staff.Admit(context, new Person(member.Id, member.Roles, member.Scope, null));
        return Results.Redirect(LocalAddress.Or(next, "/"));
    }

    private static async Task<IResult> HandleAgain(HttpContext context, [FromForm] string? next, DevelopmentStaff staff)
    {
        await staff.Admit(context, Person.Of(context));
        return Results.Redirect(LocalAddress.Or(next, "/"));
    }

    private Task Admit(HttpContext context, Person person) =>
        context.SignInAsync(StaffSchemes.Session, (person with { VerifiedAt = clock.GetUtcNow() }).ToPrincipal(StaffSchemes.Session));
}
