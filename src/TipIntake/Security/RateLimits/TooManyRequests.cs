using System.Globalization;
using TipIntake.Platform;

namespace TipIntake.Security.RateLimits;

/// <summary>The answer to a refused request: problem details in the caller's language, or what the operator wrote for the rule.</summary>
internal sealed class TooManyRequests(RateLimitSettings settings)
{
    public Task Write(HttpContext context)
    {
        var admission = Admission.Of(context);
        var refusal = Refusals.TooManyRequests with { Status = settings.HttpStatusCode, RetryAfter = admission.RetryAfter };

        // What the operator wrote is for programs; a person gets the form back with everything in it.
        return !RefusalPage.IsForPeople(context.Request) && (admission.Rule?.QuotaExceededResponse ?? settings.QuotaExceededResponse) is { } own && admission.Rule is { } rule
            ? WriteOwn(context, own, rule, admission)
            : refusal.ToProblem().ExecuteAsync(context);
    }

    private Task WriteOwn(HttpContext context, QuotaExceededResponse own, RateLimitRule rule, Admission admission)
    {
        context.Response.StatusCode = own.StatusCode ?? settings.HttpStatusCode;
        context.Response.ContentType = own.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        var seconds = RefusalResult.Spread(admission.RetryAfter ?? rule.Period.Length);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);

        return context.Response.WriteAsync(
            string.Format(CultureInfo.InvariantCulture, own.Content, rule.Limit, rule.Period.Text, seconds), context.RequestAborted);
    }
}
