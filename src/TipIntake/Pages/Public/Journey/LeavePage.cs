namespace TipIntake.Pages.Public;

/// <summary>Away from here, to something that anybody might look at.</summary>
internal static class LeavePage
{
    public static IResult Show(HttpContext context, Operator owner)
    {
        // Privacy: what this site left on the device goes: files in the cache and anything in storage.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = owner.QuickExit;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
