using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Net.Http.Headers;
using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>The languages that published texts exist in, and which of them a caller prefers.</summary>
internal sealed class CatalogueLanguages(IEnumerable<string> available)
{
    private const int MostHeadersKept = 256;
    private const int LongestHeader = 200;

    private readonly FrozenSet<string> known = available.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> negotiated = new(StringComparer.Ordinal);

    /// <summary><c>?lang=</c> before <c>Accept-Language</c> before English; an object that lacks the language answers in its own.</summary>
    public string For(HttpRequest request)
    {
        if (AskedFor(request) is { } chosen)
        {
            return chosen;
        }

        var header = request.Headers.AcceptLanguage.ToString();
        if (header.Length is 0 or > LongestHeader)
        {
            return Texts.DefaultLanguage;
        }

        if (negotiated.TryGetValue(header, out var earlier))
        {
            return earlier;
        }

        var language = Negotiate(header);
        if (negotiated.Count < MostHeadersKept)
        {
            negotiated.TryAdd(header, language);
        }

        return language;
    }

    /// <summary>The language that the address itself names, if there are texts in it.</summary>
    public string? AskedFor(HttpRequest request) => request.Query.TryGetValue("lang", out var asked) ? Match(asked.ToString()) : null;

    private string Negotiate(string header)
    {
        if (!StringWithQualityHeaderValue.TryParseList([header], out var wishes))
        {
            return Texts.DefaultLanguage;
        }

        return wishes
            .Where(wish => wish.Quality is not 0)
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => Match(wish.Value.ToString()))
            .FirstOrDefault(language => language is not null) ?? Texts.DefaultLanguage;
    }

    private string? Match(string tag)
    {
        if (known.TryGetValue(tag, out var exact))
        {
            return exact;
        }

        return known.TryGetValue(tag.Split('-')[0], out var main) ? main : null;
    }
}
