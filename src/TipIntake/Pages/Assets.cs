using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using TipIntake.Catalogue;
using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>
/// Style sheet, scripts and icon, part of the program. Their address holds a hash of their bytes, so that browsers keep them for
/// ever and still never show an old one.
/// </summary>
internal sealed class Assets
{
    private const string Prefix = "Assets.";
    private const int HashBytes = 9;

    private readonly FrozenDictionary<string, Asset> files;

    public Assets(Operator branding) => files = typeof(Assets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => (Name: name[Prefix.Length..], File: Asset.Load(name)))
        .Concat(Of(branding))
        .ToFrozenDictionary(file => file.Name, file => file.File, StringComparer.Ordinal);

    /// <summary>The address of one file, for a page.</summary>
    public string this[string name] => $"/assets/{files[name].Hash}/{name}";

    public bool Has(string name) => files.ContainsKey(name);

    public IResult Serve(string hash, string name) =>
        files.TryGetValue(name, out var file) && string.Equals(file.Hash, hash, StringComparison.Ordinal)
            ? new CachedAnswer(file.Bytes, $"\"{file.Hash}\"", file.MediaType, CachedAnswer.ForEver)
            : Refusals.NotFound.ToProblem();

    /// <summary>One file under a name of its own, which does not change with its bytes.</summary>
    public IResult ServeByName(string name, string cacheControl) =>
        new CachedAnswer(files[name].Bytes, $"\"{files[name].Hash}\"", files[name].MediaType, cacheControl);

    private static IEnumerable<(string Name, Asset File)> Of(Operator branding)
    {
        if (branding is { Logo: { } logo, LogoFile: { } name })
        {
            yield return (name, Asset.From(LogoFile.Read(logo), name));
        }

        if (!branding.Colours.AreOurs)
        {
            yield return (OperatorStyle.File, Asset.From(OperatorStyle.Of(branding.Colours), OperatorStyle.File));
        }
    }

    private sealed record Asset(byte[] Bytes, string Hash, string MediaType)
    {
        public static Asset Load(string resource)
        {
            using var stream = typeof(Assets).Assembly.GetManifestResourceStream(resource)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return From(copy.ToArray(), resource);
        }

        public static Asset From(byte[] bytes, string name) =>
            new(bytes, Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, HashBytes)), TypeOf(name));

        private static string TypeOf(string name) => Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".ico" => "image/x-icon",
            ".png" => "image/png",
            ".webp" => "image/webp",
            var other => throw new InvalidOperationException($"No media type is known for {other}."),
        };
    }
}

internal static class AssetRoutes
{
    public static void MapAssets(this IEndpointRouteBuilder visitors) =>
        visitors.MapMethods("/assets/{hash}/{name}", ["GET", "HEAD"], (string hash, string name, Assets assets) => assets.Serve(hash, name)).ExcludeFromDescription();
}
