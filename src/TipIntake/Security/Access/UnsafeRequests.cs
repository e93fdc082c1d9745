using Microsoft.AspNetCore.Antiforgery;
using TipIntake.Platform;

namespace TipIntake.Security.Access;

/// <summary>
/// What changes something is taken from our own pages only: the browser says where it comes from, and the page shows a token that no other
/// site can read. A program that shows an API token has no cookie that another site could use.
/// </summary>
internal sealed class UnsafeRequests(RequestDelegate next, IAntiforgery antiforgery)
{
    public const string Header = "X-Form-Token";
    public const string Field = "form-token";

    public async Task InvokeAsync(HttpContext context)
    {
        if (IsSafe(context.Request.Method) || context.GetEndpoint() is null || Person.Find(context.User) is { Token: not null } || await IsOurs(context))
        {
            await next(context);
            return;
        }

        await Refusals.RequestCrossSite.ToProblem().ExecuteAsync(context);
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private Task<bool> IsOurs(HttpContext context) =>
        IsFromHere(context.Request) ? antiforgery.IsRequestValidAsync(context) : Task.FromResult(false);

    // A browser says at least one of the two with every request that changes something.
    private static bool IsFromHere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" => true,
        "" => Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin) && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
