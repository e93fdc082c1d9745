using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace TipIntake.Pages;

/// <summary>
/// The address that posters, previews and search engines are given: the setting <c>Catalogue:PublicUrl</c>, or where it is missing the
/// address that the public door listens on. Never what a caller put into its Host header: pages are kept for everybody.
/// </summary>
internal sealed class PublicAddress(IConfiguration configuration, IServer server)
{
    private readonly string? configured = configuration["Catalogue:PublicUrl"]?.TrimEnd('/');
    private string? listening;

    /// <summary>The setting; null where it is missing, or no address.</summary>
    public Uri? Configured { get; } = Read(configuration);

    public string Value => configured is { Length: > 0 } ? configured : listening ??= FromDoor();

    /// <summary>A whole address that others can stand behind; null for anything else.</summary>
    public static Uri? Read(IConfiguration configuration) =>
        Uri.TryCreate(configuration["Catalogue:PublicUrl"], UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", Host.Length: > 0, Query: "", Fragment: "", UserInfo: "" } ? address : null;

    /// <summary>The whole address of a page in one language.</summary>
    public string Of(string language, string path) => Value + PageWords.In(language, path);

    /// <summary>The address without a language, where there is one: it takes each visitor to their own.</summary>
    public string? WithoutLanguage(string path) =>
        path == "/" || path.StartsWith("/objects/", StringComparison.Ordinal) ? Value + path : null;

    private string FromDoor() =>
        (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost")
            .Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .TrimEnd('/');
}
