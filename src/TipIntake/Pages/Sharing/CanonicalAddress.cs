using TipIntake.Catalogue;
using TipIntake.Security;

namespace TipIntake.Pages;

/// <summary>
/// Every page has one address: its language in small letters, a reference in capitals. Whoever typed it otherwise from a poster is led there;
/// what is sent (POST) is not: a form of ours knows its address.
/// </summary>
internal static class CanonicalAddress
{
    public static IApplicationBuilder UseCanonicalAddresses(this IApplicationBuilder app, Operator branding) =>
        app.Use((context, next) =>
        {
            var request = context.Request;
            if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
                || Surfaces.Of(context) != Surface.Public
                || Of(request.Path.Value, branding.Languages) is not { } path)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = new PathString(path).ToUriComponent() + request.QueryString.ToUriComponent();
            return Task.CompletedTask;
        });

    /// <summary>Where a path leads that was typed otherwise; null for one that is right, or none of ours.</summary>
    internal static string? Of(string? path, IReadOnlyList<string> languages)
    {
        if (path is null || !MayBeTyped(path))
        {
            return null;
        }

        var parts = path.Split('/');
        var named = languages.FirstOrDefault(language => string.Equals(language, parts[1], StringComparison.OrdinalIgnoreCase));
        parts[1] = named ?? parts[1];

        // Without a language, and without more behind the reference, the redirect to the reader's language takes it as it is.
        var rest = parts.AsSpan(named is null ? 1 : 2);
        if (rest.Length > (named is null ? 2 : 1) && string.Equals(rest[0], "objects", StringComparison.OrdinalIgnoreCase) && ObjectReference.Read(rest[1]) is { } reference)
        {
            rest[1] = reference;
        }

        var canonical = string.Join('/', parts);
        return string.Equals(canonical, path, StringComparison.Ordinal) ? null : canonical;
    }

    // Nearly every request comes with the right address, and costs nothing more than this look.
    private static bool MayBeTyped(string path) =>
        path is ['/', var first, var second, ..]
        && (char.IsAsciiLetterUpper(first) || char.IsAsciiLetterUpper(second)
            || (path.Contains("/obj-", StringComparison.OrdinalIgnoreCase) && !path.Contains("/OBJ-", StringComparison.Ordinal)));
}
