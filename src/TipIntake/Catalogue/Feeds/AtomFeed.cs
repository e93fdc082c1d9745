using System.Globalization;
using System.Text;
using System.Xml;

namespace TipIntake.Catalogue;

/// <summary>The published objects as Atom (RFC 4287), for people who follow such appeals with a feed reader.</summary>
internal static class AtomFeed
{
    public const string Path = "/feed/objects.atom";

    private const string Namespace = "http://www.w3.org/2005/Atom";

    public static IResult Handle(HttpContext context, PublishedCatalogue catalogue, FeedAddress address)
    {
        var request = FeedContent.From(context, catalogue, address);
        return request.IsRefused
            ? request.Refusal.ToProblem()
            : request.Value.Answer(Write(request.Value), "application/atom+xml; charset=utf-8");
    }

    public static byte[] Write(FeedContent request)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Namespace);
            xml.WriteAttributeString("xml", "lang", null, request.Language);
            xml.WriteElementString("id", Namespace, "urn:tipintake:objects");
            xml.WriteElementString("title", Namespace, FeedWords.Title(request));
            xml.WriteElementString("updated", Namespace, Instant(LastChange(request)));
            xml.WriteStartElement("author", Namespace);
            xml.WriteElementString("name", Namespace, request.Publisher);
            xml.WriteEndElement();
            Link(xml, "self", "application/atom+xml", request.SelfAt(Path));
            Link(xml, "alternate", "text/html", request.Address + "/");
            foreach (var shown in request.Objects)
            {
                WriteEntry(xml, request, shown);
            }

            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void WriteEntry(XmlWriter xml, FeedContent request, PublishedObject shown)
    {
        xml.WriteStartElement("entry", Namespace);
        xml.WriteAttributeString("xml", "lang", null, shown.LanguageFor(request.Language));
        xml.WriteElementString("id", Namespace, $"urn:tipintake:object:{shown.Reference}");
        xml.WriteElementString("title", Namespace, FeedWords.Title(request, shown));
        xml.WriteElementString("published", Namespace, Instant(shown.PublishedAt));
        xml.WriteElementString("updated", Namespace, Instant(shown.ChangedAt));
        Link(xml, "alternate", "text/html", request.PageOf(shown));
        foreach (var photo in shown.Photos)
        {
            Link(xml, "enclosure", "image/jpeg", request.Address + photo.Url(photo.Largest.Width, PhotoFormats.Jpeg));
        }

        WriteCategories(xml, shown);
        if (FeedWords.Summary(request, shown) is { } summary)
        {
            xml.WriteElementString("summary", Namespace, summary);
        }

        xml.WriteStartElement("content", Namespace);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(FeedWords.Html(request, shown));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    // What JSON Feed has as plain tags; here a scheme says what kind of word each is.
    private static void WriteCategories(XmlWriter xml, PublishedObject shown)
    {
        Category(xml, "category", shown.Texts.Category);
        foreach (var region in shown.Texts.Regions)
        {
            Category(xml, "region", region);
        }

        if (FeedWords.Status(shown) is { } status)
        {
            Category(xml, "status", status);
        }
    }

    private static void Category(XmlWriter xml, string kind, string term)
    {
        xml.WriteStartElement("category", Namespace);
        xml.WriteAttributeString("term", term);
        xml.WriteAttributeString("scheme", $"urn:tipintake:{kind}");
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string mediaType, string address)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", mediaType);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static DateTimeOffset LastChange(FeedContent request) =>
        request.Objects.Select(shown => shown.ChangedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();

    private static string Instant(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
