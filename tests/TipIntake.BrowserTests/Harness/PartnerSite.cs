using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TipIntake.BrowserTests.Harness;

/// <summary>A site of somebody else, with one page.</summary>
internal sealed class PartnerSite : IAsyncDisposable
{
    private readonly WebApplication site;

    private PartnerSite(WebApplication site) => this.site = site;

    public string Address => site.Urls.First();

    public static async Task<PartnerSite> Show(string html)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var built = builder.Build();
        built.MapGet("/", () => TypedResults.Content(html, "text/html"));
        await built.StartAsync();
        return new PartnerSite(built);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();
}
