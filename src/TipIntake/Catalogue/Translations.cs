namespace TipIntake.Catalogue;

/// <summary>One text in several languages, keyed by language tag (<c>en</c>, <c>pt-BR</c>).</summary>
internal static class Translations
{
    /// <summary>The text for a reader of this language: as asked, else the main language of it, else the object's own.</summary>
    public static string In(this IReadOnlyDictionary<string, string> texts, string language, string defaultLanguage) =>
        texts[LanguageFor(texts, language, defaultLanguage)];

    public static string LanguageFor(IReadOnlyDictionary<string, string> texts, string language, string defaultLanguage)
    {
        if (texts.ContainsKey(language))
        {
            return language;
        }

        var main = language.Split('-')[0];
        return texts.ContainsKey(main) ? main : defaultLanguage;
    }

    public static bool SameAs(this IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count
        && one.All(text => other.TryGetValue(text.Key, out var theirs) && string.Equals(theirs, text.Value, StringComparison.Ordinal));
}
