using System.Globalization;
using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>The number of events an object has: its entity tag, and what a change must say it is based on.</summary>
internal static class ObjectVersion
{
    public static readonly RequestHeaderMetadata Header = new("If-Match", "The ETag of the object as you read it.", "\"6\"");

    public static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>What <c>If-Match</c> names; anything but one of our tags matches nothing.</summary>
    public static Outcome<long> Asked(HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0)
        {
            return Refusals.VersionMissing;
        }

        return header is ['"', .. var number, '"'] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : Refusals.VersionStale;
    }
}

/// <summary>Answers with a version: <c>ETag</c> before the body.</summary>
internal sealed class VersionedAnswer(long version, IResult body) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = ObjectVersion.Tag(version);
        return body.ExecuteAsync(httpContext);
    }
}
