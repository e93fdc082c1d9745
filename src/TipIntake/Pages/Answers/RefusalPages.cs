using TipIntake.Platform;
using TipIntake.Security;

namespace TipIntake.Pages;

/// <summary>What a person sees when something does not work: the form again with everything they typed, or a page that says what to do.</summary>
internal static partial class RefusalPages
{
    public static WriteRefusalPage Make(ILoggerFactory logs)
    {
        var log = logs.CreateLogger("TipIntake.Pages");
        return (context, refusal) => Write(context, refusal, log);
    }

    private static async Task<bool> Write(HttpContext context, Refusal refusal, ILogger log)
    {
        try
        {
            if (Surfaces.Of(context) == Surface.Staff)
            {
                await new ViewAnswer("/Pages/Staff/SignIn/Refused.cshtml", refusal, refusal.Status).ExecuteAsync(context);
                return true;
            }

            if (KeepsWhatWasTyped(refusal) && OwnForms.IsFromOurPages(context.Request, context.RequestServices.GetRequiredService<PublicAddress>()) && context.GetEndpoint()?.Metadata.GetMetadata<ShowFormAgain>() is { } again && await again(context, refusal))
            {
                return true;
            }

            await new ViewAnswer("Safety/Refused", RefusedPage.Of(refusal), refusal.Status).ExecuteAsync(context);
            return true;
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            // The words that programs get are better than nothing.
            NotShown(log, refusal.Code, UnexpectedFault.Describe(fault));
            context.Response.StatusCode = refusal.Status;
            return false;
        }
    }

    // What comes from another site never becomes a form of ours, whatever it is refused for; what could not be read cannot be shown.
    private static bool KeepsWhatWasTyped(Refusal refusal) =>
        refusal.Status is not (StatusCodes.Status408RequestTimeout or StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType);

    [LoggerMessage(1, LogLevel.Error, "The page for {Code} could not be shown: {Fault}")]
    private static partial void NotShown(ILogger log, string code, string fault);
}

/// <summary>Which words a refusal has on a page of its own.</summary>
internal sealed record RefusedPage(string Name)
{
    private static readonly string[] Named = ["request-cross-site", "object-paused", "object-closed"];

    public static RefusedPage Of(Refusal refusal)
    {
        var name = Array.Find(Named, code => code == refusal.Code) ?? refusal.Status switch
        {
            404 or 414 => "not-found",
            405 => "wrong-method",
            410 => "object-closed",
            408 => "too-slow",
            413 => "too-large",
            415 => "unreadable",
            429 => "too-many",
            503 or 504 => "away",
            >= 500 => "fault",
            _ => "not-understood",
        };
        return new RefusedPage(name);
    }
}
