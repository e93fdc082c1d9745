using TipIntake.Security;

namespace TipIntake.Pages;

/// <summary>
/// Pages with the tip's form may start one worker, the one that shows work while an alarm is up (infra/docs/decisions/0010). To browsers its
/// address is a script's address, so it needs a named policy; no other page has one.
/// </summary>
internal static class WorkingPage
{
    private static readonly string ContentSecurityPolicy =
        ResponseHeaders.ContentSecurityPolicy.Replace("trusted-types 'none'", "trusted-types proof-worker", StringComparison.Ordinal);

    public static void Allow(IHeaderDictionary headers) => headers.ContentSecurityPolicy = ContentSecurityPolicy;
}
