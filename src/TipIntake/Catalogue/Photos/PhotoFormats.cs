namespace TipIntake.Catalogue;

/// <summary>The two formats that are served, as they stand in an address.</summary>
internal static class PhotoFormats
{
    public const string Webp = "webp";
    public const string Jpeg = "jpg";

    public static readonly string[] Served = [Webp, Jpeg];

    public static string MediaType(string format) => format == Webp ? "image/webp" : "image/jpeg";
}
