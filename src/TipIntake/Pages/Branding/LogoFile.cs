using System.Xml;
using System.Xml.Linq;
using TipIntake.Catalogue;
using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>The operator's logo, looked at once at the start. It is served by us; it may not bring a script or a call elsewhere.</summary>
internal static class LogoFile
{
    public const int Largest = 200 * 1024;

    private const string Setting = $"{OperatorReader.Section}:Logo";

    private static readonly string[] Forbidden = ["script", "foreignObject", "iframe", "animate", "set", "handler", "style"];

    public static byte[] Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new SettingException($"{Setting} names {path}, and there is no such file.");
        }

        var bytes = File.ReadAllBytes(path);
        if (bytes.Length > Largest)
        {
            throw new SettingException($"{Setting}: {path} is larger than {Largest / 1024} KiB.");
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" when PngHeader.Matches(bytes) => bytes,
            ".webp" when WebpHeader.Matches(bytes) => bytes,
            ".svg" when IsHarmless(bytes) => bytes,
            ".svg" => throw new SettingException($"{Setting}: {path} is not a plain SVG. Scripts, style elements, animations and references to other files have to go."),
            _ => throw new SettingException($"{Setting}: {path} is not an SVG, PNG or WebP file with the ending .svg, .png or .webp."),
        };
    }

    private static bool IsHarmless(byte[] bytes)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var root = XDocument.Load(reader).Root!;
            return root.Name == XName.Get("svg", "http://www.w3.org/2000/svg")
                && root.DescendantsAndSelf().All(part => !Forbidden.Contains(part.Name.LocalName, StringComparer.Ordinal) && part.Attributes().All(IsHarmless));
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static bool IsHarmless(XAttribute attribute) =>
        !attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
        && (attribute.Name.LocalName != "href" || attribute.Value.StartsWith('#') || attribute.Value.StartsWith("data:image/", StringComparison.Ordinal));
}
