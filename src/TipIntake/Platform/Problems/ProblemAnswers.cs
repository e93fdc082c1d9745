using System.Data.Common;
using Microsoft.AspNetCore.Connections;

namespace TipIntake.Platform;

/// <summary>Gives every failed request an answer of ours: what was thrown, what Kestrel refused, and what routing left without words.</summary>
internal static partial class ProblemAnswers
{
    private const int ClientClosedRequest = 499;

    /// <summary>Comes first, but after request localisation, which settles the language of the answer.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("TipIntake.Problems");
        return app.Use((context, next) => Answer(context, next, log));
    }

    private static async Task Answer(HttpContext context, RequestDelegate next, ILogger log)
    {
        try
        {
            await next(context);
            if (IsWordless(context.Response) && Refusals.ForStatus(context.Response.StatusCode) is { } refusal)
            {
                await refusal.ToProblem().ExecuteAsync(context);
            }
        }
        catch (Exception fault) when (HasHungUp(context, fault))
        {
            // The caller has gone; whatever failed because of that is no fault of ours, and nobody reads an answer.
            SetStatus(context.Response, ClientClosedRequest);
        }
        catch (BadHttpRequestException fault)
        {
            await Write(context, Refusals.ForStatus(fault.StatusCode) ?? Refusals.RequestMalformed);
        }
        catch (Exception fault)
        {
            Failed(log, context.GetEndpoint()?.DisplayName, UnexpectedFault.Describe(fault));
            await Write(context, IsStorage(fault) ? Refusals.StorageUnavailable : Refusals.Unexpected);
        }
    }

    /// <summary>The token may be cancelled a moment after the broken connection was noticed by whoever reads from it.</summary>
    private static bool HasHungUp(HttpContext context, Exception fault) =>
        context.RequestAborted.IsCancellationRequested || fault is ConnectionResetException or ConnectionAbortedException;

    // The database is away, or did not answer in time: come back. A fault in what was sent to it is ours.
    private static bool IsStorage(Exception fault) => fault switch
    {
        DbException { IsTransient: true } or TimeoutException => true,
        { InnerException: { } inner } => IsStorage(inner),
        _ => false,
    };

    private static bool IsWordless(HttpResponse response) =>
        !response.HasStarted && response.StatusCode >= 400 && response.ContentType is null && response.ContentLength is null;

    private static Task Write(HttpContext context, Refusal refusal)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look whole, and the exception must not reach a logger that prints its message.
            context.Abort();
            return Task.CompletedTask;
        }

        // The security headers stay; what described the answer that failed goes.
        var headers = context.Response.Headers;
        headers.ContentEncoding = headers.ETag = headers.LastModified = headers.Location = headers.SetCookie = default;
        return refusal.ToProblem().ExecuteAsync(context);
    }

    private static void SetStatus(HttpResponse response, int status)
    {
        if (!response.HasStarted)
        {
            response.StatusCode = status;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Endpoint} failed: {Fault}")]
    private static partial void Failed(ILogger log, string? endpoint, string fault);
}
