namespace TipIntake.Pages;

/// <summary>The one page that other sites may show inside theirs. It runs no script and calls nobody but us.</summary>
internal static class FramedPage
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *; img-src 'self'; style-src 'self'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'";

    public static void Allow(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.Remove("X-Frame-Options");
    }
}
