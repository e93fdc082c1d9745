using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TipIntake.Catalogue;

/// <summary>An answer made beforehand: its bytes, its entity tag, and the languages of the texts in it.</summary>
internal sealed record RenderedJson(byte[] Bytes, string ETag, string Languages)
{
    private const int TagBytes = 12;

    public static RenderedJson Of(PublishedObject shown, string language) => Finish(
        JsonSerializer.SerializeToUtf8Bytes(ObjectView.From(shown, language), CatalogueJson.Readable.ObjectView),
        shown.LanguageFor(language));

    public static RenderedJson Of(CatalogueSnapshot snapshot, ObjectQuery query, string language)
    {
        var (found, next) = query.Apply(snapshot.NewestFirst);
        var view = new ObjectListView([.. found.Select(o => ObjectView.From(o, language))], next);
        var languages = found.Select(o => o.LanguageFor(language)).Distinct(StringComparer.Ordinal).DefaultIfEmpty(language);

        return Finish(
            JsonSerializer.SerializeToUtf8Bytes(view, CatalogueJson.Readable.ObjectListView),
            string.Join(", ", languages));
    }

    public static string TagOf(ReadOnlySpan<byte> bytes) =>
        $"\"{Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, TagBytes))}\"";

    // The same bytes under another language header must not share a tag.
    private static RenderedJson Finish(byte[] bytes, string languages) =>
        new(bytes, TagOf([.. bytes, .. Encoding.ASCII.GetBytes(languages)]), languages);
}
