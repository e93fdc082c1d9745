using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TipIntake.Benchmarks.Servers;

/// <summary>The HTTP floor: ASP.NET Core that does nothing. No service of this kind can answer faster on this machine.</summary>
internal static class PingServer
{
    public const string Verb = "ping-server";

    public static async Task<int> MainAsync(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        app.MapGet("/ping", () => TypedResults.Ok());
        await app.RunAsync();
        return 0;
    }
}
