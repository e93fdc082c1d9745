namespace TipIntake.Platform;

/// <summary>Answers a refusal with a page. The pages register one; false where they cannot.</summary>
internal delegate Task<bool> WriteRefusalPage(HttpContext context, Refusal refusal);

/// <summary>Whoever looks at a page in a browser gets a page, also when something is refused; programs get problem details.</summary>
internal static class RefusalPage
{
    /// <summary>Addresses that programs use. A browser that opens one of them sees what a program would.</summary>
    private static readonly string[] ForPrograms = ["/api", "/feed", "/photos", "/openapi", "/assets", "/health", "/metrics"];

    public static Task<bool> Write(HttpContext context, Refusal refusal) =>
        IsForPeople(context.Request) && context.RequestServices?.GetService<WriteRefusalPage>() is { } write ? write(context, refusal) : Task.FromResult(false);

    internal static bool IsForPeople(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !Array.Exists(ForPrograms, start => request.Path.StartsWithSegments(start, StringComparison.OrdinalIgnoreCase));
}
