using System.Globalization;

namespace TipIntake.Security.RateLimits;

/// <summary>X-Rate-Limit-Limit, -Remaining and -Reset in the form that AspNetCoreRateLimit's callers know: period, number, time.</summary>
internal sealed class RateLimitHeaders(RateLimitSettings settings, TimeProvider clock)
{
    public void Write(HttpContext context, Admission admission)
    {
        if (settings.DisableRateLimitHeaders || admission.Rule is not { } rule)
        {
            return;
        }

        var headers = context.Response.Headers;
        headers["X-Rate-Limit-Limit"] = rule.Period.Text;
        headers["X-Rate-Limit-Remaining"] = admission.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-Rate-Limit-Reset"] = (clock.GetUtcNow() + admission.Reset).UtcDateTime.ToString("o", CultureInfo.InvariantCulture);
    }
}
