using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace TipIntake.Platform;

/// <summary>The page that shows the OpenAPI document. Its script and fonts are served from here.</summary>
internal static class ApiReferencePage
{
    public const string Path = "/reference";

    public static void MapApiReference(this IEndpointRouteBuilder routes, string title) =>
        routes.MapScalarApiReference(Path, (options, context) =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            context.Response.Headers.ContentSecurityPolicy = PolicyFor(nonce);

            options.WithTitle(title).WithOpenApiRoutePattern("/openapi/v1.json").WithNonce(nonce).DisableAgent().DisableMcp().HideDeveloperTools();
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.HideClientButton = true;
        });

    // The package's script writes its own style elements; nothing a stranger sent is ever shown on this page.
    private static string PolicyFor(string nonce) =>
        $"default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self' data:; form-action 'none'; frame-ancestors 'none'; " +
        $"img-src 'self' data: blob:; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'unsafe-inline'";
}
