using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using TipIntake.Platform;
using TipIntake.Security.RateLimits;

namespace TipIntake.Pages;

/// <summary>
/// Reads what came in with a form of ours: once, never to a disk, and with bounds on its length, its time and how many long ones are read at once.
/// An ordinary form needs no place, so that whoever holds all places keeps nobody from telling.
/// </summary>
internal sealed class FormReader(TimeProvider clock) : IDisposable
{
    /// <summary>More than twice what the longest text takes in any script, so that one that is too long comes back to be shortened.</summary>
    public const int LongestBody = 128 * 1024;

    /// <summary>What is read of a sender whom the limits refuse: the longest tip that could be taken, in any script, and not what is too long anyway.</summary>
    public const int LongestBodyOfARefused = 64 * 1024;

    /// <summary>Beyond this a form is long, and needs a place.</summary>
    public const int OrdinaryBody = 32 * 1024;

    public const int MostLongForms = 64;

    /// <summary>Places of their own, so that a flooder whom the limits refuse takes none from those whom they do not.</summary>
    public const int MostLongFormsOfRefused = 16;

    private const int MostFields = 32;
    private const int ChunkBytes = 4 * 1024;

    /// <summary>Shorter than the time that a whole request gets, and in force also where the limits refuse before that time is counted.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(25);

    private readonly SemaphoreSlim places = new(MostLongForms);
    private readonly SemaphoreSlim placesOfRefused = new(MostLongFormsOfRefused);

    public async Task<Outcome<FormFields>> Read(HttpContext context)
    {
        if (context.Features.Get<ReadForm>() is { } before)
        {
            return before.Outcome;
        }

        var outcome = Unreadable(context.Request) is { } refusal ? refusal : await ReadInTime(context);
        context.Features.Set(new ReadForm(outcome));
        return outcome;
    }

    public void Dispose()
    {
        places.Dispose();
        placesOfRefused.Dispose();
    }

    private static Refusal? Unreadable(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return Refusals.ContentTypeUnsupported;
        }

        return request.Headers.ContentEncoding.Count > 0 ? Refusals.ContentEncodingUnsupported : null;
    }

    private async Task<Outcome<FormFields>> ReadInTime(HttpContext context)
    {
        var (longest, free) = Admission.Of(context).IsRefused ? (LongestBodyOfARefused, placesOfRefused) : (LongestBody, places);
        if (context.Request.ContentLength > longest)
        {
            return Refusals.BodyTooLarge;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = longest;
        }

        using var deadline = new CancellationTokenSource(LongestTime, clock);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            return await ReadBody(context.Request.Body, longest, free, cancel.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            return Refusals.RequestTimeout;
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refusals.BodyTooLarge;
        }
    }

    private static async Task<Outcome<FormFields>> ReadBody(Stream body, int longest, SemaphoreSlim free, CancellationToken cancel)
    {
        // Privacy: buffers of its own, not shared ones that would go on holding somebody's tip.
        using var read = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        var hasPlace = false;
        try
        {
            for (var count = await body.ReadAsync(chunk, cancel); count > 0; count = await body.ReadAsync(chunk, cancel))
            {
                var length = read.Length + count;
                if (length > longest)
                {
                    return Refusals.BodyTooLarge;
                }

                if (length > OrdinaryBody && !hasPlace)
                {
                    hasPlace = await free.WaitAsync(TimeSpan.Zero, cancel);
                    if (!hasPlace)
                    {
                        return Refusals.InboxFull;
                    }
                }

                read.Write(chunk, 0, count);
            }

            return UrlEncodedForm.Parse(read.GetBuffer().AsSpan(0, (int)read.Length), MostFields) is { } values ? new FormFields(values) : Refusals.RequestMalformed;
        }
        finally
        {
            if (hasPlace)
            {
                free.Release();
            }
        }
    }

    // What could not be read is not tried again.
    private sealed record ReadForm(Outcome<FormFields> Outcome);
}
