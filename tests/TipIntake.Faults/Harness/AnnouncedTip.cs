using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace TipIntake.Faults.Harness;

/// <summary>A body that is sent only when the service has asked for it ("100 Continue"): from then on the request is in its hands.</summary>
internal sealed class AnnouncedTip : HttpContent
{
    private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] body;

    public AnnouncedTip(string json)
    {
        body = Encoding.UTF8.GetBytes(json);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public Task Sent => sent.Task;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(body);
        await stream.FlushAsync();
        sent.TrySetResult();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
