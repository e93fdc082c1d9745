using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TipIntake.BrowserTests.Harness;

/// <summary>What stands in front of a service: it passes on what comes, and answers itself while the service behind it is down.</summary>
internal sealed class FrontProxy : IAsyncDisposable
{
    private static readonly string[] NotPassedOn = ["Host", "Connection", "Transfer-Encoding", "Content-Length", "Content-Type"];

    private readonly WebApplication front;
    private readonly HttpClient behind;

    private FrontProxy(WebApplication front, Uri service)
    {
        this.front = front;
        behind = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = service };
    }

    /// <summary>While it is set, every answer is 502.</summary>
    public bool IsServiceDown { get; set; }

    public string Address => front.Urls.First();

    public static async Task<FrontProxy> For(Uri service)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var proxy = new FrontProxy(builder.Build(), service);
        proxy.front.Run(proxy.Answer);
        await proxy.front.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await front.DisposeAsync();
        behind.Dispose();
    }

    private async Task Answer(HttpContext context)
    {
        if (IsServiceDown)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            await context.Response.WriteAsync("<title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>");
            return;
        }

        using var passed = await PassOn(context.Request);
        using var answer = await behind.SendAsync(passed, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Transfer-Encoding"))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private static async Task<HttpRequestMessage> PassOn(HttpRequest request)
    {
        var passed = new HttpRequestMessage(new HttpMethod(request.Method), request.Path + request.QueryString);
        if (request.ContentLength > 0)
        {
            var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            passed.Content = new ByteArrayContent(body.ToArray());
            passed.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        foreach (var (name, value) in request.Headers.Where(header => !NotPassedOn.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            passed.Headers.TryAddWithoutValidation(name, value.ToArray());
        }

        passed.Headers.Host = request.Host.Value;
        return passed;
    }
}
