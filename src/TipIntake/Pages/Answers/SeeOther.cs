namespace TipIntake.Pages;

/// <summary>The answer to a form is another page, which is asked for and not sent to.</summary>
internal sealed class SeeOther(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
