using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Statistics;

/// <param name="FileName">Says so while nobody has let it out yet.</param>
internal sealed record DownloadedRelease(string FileName, byte[] Bytes);

/// <summary>A statistician takes what stands in a release: to decide about it, or to give it to somebody outside. The very bytes that were proposed, or none.</summary>
internal sealed class DownloadRelease(IDocumentSession session, AuditTrail audit)
{
    public static async Task<IResult> Handle(HttpContext context, string number, DownloadRelease download)
    {
        var outcome = await download.Run(Person.Of(context), number, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : new ReleaseFile(outcome.Value);
    }

    /// <param name="isFile">False: it is only looked at. The trail says which.</param>
    public async Task<Outcome<DownloadedRelease>> Run(Person person, string number, CancellationToken cancel, bool isFile = true)
    {
        if (!person.Scope.Everything)
        {
            return Refusals.NotAllowed;
        }

        if (await session.LoadAsync<StatisticalRelease>(number, cancel) is not { } release || await session.LoadAsync<ReleaseContent>(number, cancel) is not { } content)
        {
            return Refusals.ReleaseUnknown;
        }

        // What was declined tells too much, or the wrong thing: nobody takes it along any more.
        if (release.State == ReleaseState.Refused)
        {
            return Refusals.ReleaseState;
        }

        var bytes = content.ToBytes();
        if (ReleaseContent.HashOf(bytes) != release.Sha256)
        {
            throw new InvalidOperationException("What is stored of a release is not what was proposed.");
        }

        audit.Record(session, new AuditEntry(person.Actor, AuditActs.ReleaseDownloaded, $"release:{number}", Details: [new AuditDetail("sha256", release.Sha256), new AuditDetail("format", isFile ? "csv" : OpenCounts.OnPage)]));
        await session.SaveChangesAsync(cancel);
        return new DownloadedRelease(release.IsOut ? $"{number}.csv" : $"{number}-proposed.csv", bytes);
    }

    private sealed class ReleaseFile(DownloadedRelease release) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.Headers.CacheControl = "no-store";
            response.ContentType = "text/csv; charset=utf-8; header=present";
            response.ContentLength = release.Bytes.Length;
            response.Headers.ContentDisposition = $"attachment; filename=\"{release.FileName}\"";
            return response.Body.WriteAsync(release.Bytes, httpContext.RequestAborted).AsTask();
        }
    }
}
