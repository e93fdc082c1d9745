using Microsoft.AspNetCore.Http.Features;

namespace TipIntake.Statistics;

/// <summary>Writes an answer as its rows are read: however many there are, the memory is the same.</summary>
internal sealed class ExportAnswer(OpenExport open) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var opened = open;
        var response = httpContext.Response;
        response.Headers.ETag = open.Tag;
        response.Headers.Vary = "Accept";
        if (open.IsKnown)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var fileName = open.Format.IsFile ? $"{open.Export.FileName}.{open.Format.Extension}" : null;
        var export = await open.Export.Begin(httpContext.RequestAborted);
        await StreamedFile.Send(httpContext, open.Format.ContentType, fileName, body => open.Format.Write(export, body, httpContext.RequestAborted));
    }
}

/// <summary>Sends a file while it is being made.</summary>
internal static class StreamedFile
{
    /// <param name="fileName">Null: to be looked at.</param>
    public static async Task Send(HttpContext context, string contentType, string? fileName, Func<Stream, Task> write)
    {
        var response = context.Response;
        // Privacy: exact counts stay in no cache, on the way or on a device.
        response.Headers.CacheControl = "no-store";
        response.ContentType = contentType;
        if (fileName is not null)
        {
            response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        }

        // The end of a compressed file is written at once, whatever the caller does.
        context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        try
        {
            await using var body = new MeasuredStream(response.Body);
            await write(body);
        }
        catch when (!response.HasStarted)
        {
            response.Headers.ContentDisposition = default;
            throw;
        }
    }
}
