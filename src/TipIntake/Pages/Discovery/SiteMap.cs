using System.Globalization;
using System.Text;
using System.Xml;
using TipIntake.Catalogue;
using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>
/// <c>/sitemap.xml</c>: every page that search engines may show, in each language, with its sisters in the others. Written once for each state
/// of the catalogue.
/// </summary>
internal sealed class SiteMap(PublishedCatalogue catalogue, PublicAddress address, Operator branding)
{
    public const string Path = "/sitemap.xml";

    /// <summary>Each object has as many entries as there are languages, and each entry names them all; older ones are found through the gallery.</summary>
    public const int MostObjects = 300;

    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string Xhtml = "http://www.w3.org/1999/xhtml";

    private static readonly string[] Pages = ["/", "/results", "/about", "/privacy", "/imprint", "/accessibility"];

    private Written? kept;

    public static IResult Handle(SiteMap map) => map.Run();

    public IResult Run()
    {
        if (catalogue.Current is not { } snapshot)
        {
            return Refusals.StorageUnavailable.ToProblem();
        }

        if (kept is not { } written || written.Snapshot != snapshot)
        {
            var bytes = Write(snapshot);
            kept = written = new Written(snapshot, bytes, RenderedJson.TagOf(bytes));
        }

        return new CachedAnswer(written.Bytes, written.Tag, "application/xml; charset=utf-8", CachedAnswer.AMoment);
    }

    private byte[] Write(CatalogueSnapshot snapshot)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement("urlset", Namespace);
            xml.WriteAttributeString("xmlns", "xhtml", null, Xhtml);
            foreach (var path in Pages)
            {
                WritePage(xml, path, changed: null);
            }

            foreach (var shown in snapshot.NewestFirst.Take(MostObjects))
            {
                WritePage(xml, ObjectLinks.PathOf(shown.Reference), shown.ChangedAt);
            }

            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private void WritePage(XmlWriter xml, string path, DateTimeOffset? changed)
    {
        foreach (var language in branding.Languages)
        {
            xml.WriteStartElement("url", Namespace);
            xml.WriteElementString("loc", Namespace, address.Of(language, path));
            if (changed is { } day)
            {
                xml.WriteElementString("lastmod", Namespace, day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            }

            foreach (var sister in branding.Languages)
            {
                xml.WriteStartElement("xhtml", "link", Xhtml);
                xml.WriteAttributeString("rel", "alternate");
                xml.WriteAttributeString("hreflang", sister);
                xml.WriteAttributeString("href", address.Of(sister, path));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }
    }

    private sealed record Written(CatalogueSnapshot Snapshot, byte[] Bytes, string Tag);
}
