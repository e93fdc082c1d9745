using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using TipIntake.Platform;

namespace TipIntake.Security.Access;

/// <summary>Holds a person against the endpoint's rule.</summary>
internal sealed class AccessHandler(TimeProvider clock) : AuthorizationHandler<AccessRule>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRule requirement)
    {
        if (requirement.Refuse(Person.Find(context.User), clock.GetUtcNow()) is null)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Says no in our own words: a page for people, who are led to the sign-in; problem details for programs.</summary>
internal sealed class AccessRefusals(TimeProvider clock) : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        var (endpoint, person) = (context.GetEndpoint(), Person.Find(context.User));
        if (person is not null && endpoint is not (null or RouteEndpoint))
        {
            // Routing's own answer to a wrong method or media type; strangers learn nothing from it.
            return next(context);
        }

        var refusal = Refuse(endpoint, person);
        return SignInPage(refusal) is { } page && HttpMethods.IsGet(context.Request.Method) && RefusalPage.IsForPeople(context.Request)
            ? LeadTo(page, context)
            : refusal.ToProblem().ExecuteAsync(context);
    }

    private Refusal Refuse(Endpoint? endpoint, Person? person) => person switch
    {
        null => Refusals.NotSignedIn,
        _ when endpoint is null => Refusals.NotFound,
        _ => endpoint.Metadata.GetMetadata<AccessRule>()?.Refuse(person, clock.GetUtcNow()) ?? Refusals.NotAllowed,
    };

    private static string? SignInPage(Refusal refusal) =>
        refusal == Refusals.NotSignedIn ? StaffDoor.SignInPath : refusal == Refusals.VerifyAgain ? StaffDoor.VerifyPath : null;

    private static Task LeadTo(string page, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect($"{page}?return={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
        return Task.CompletedTask;
    }
}
