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

        var rule = context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>();
        var refusal = rule?.Refuse(Person.Find(context.User), clock.GetUtcNow()) ?? Refusals.NotAllowed;
        return SignInPage(refusal) is { } page && HttpMethods.IsGet(context.Request.Method) && RefusalPage.IsForPeople(context.Request)
            ? LeadTo(page, context)
            : refusal.ToProblem().ExecuteAsync(context);
    }

    private static string? SignInPage(Refusal refusal) =>
        refusal == Refusals.NotSignedIn ? StaffDoor.SignInPath : refusal == Refusals.VerifyAgain ? StaffDoor.VerifyPath : null;

    private static Task LeadTo(string page, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect($"{page}?return={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
        return Task.CompletedTask;
    }
}
