using TipIntake.Catalogue;

namespace TipIntake.Pages;

/// <summary>A text of an object, and how its element has to be marked when it stands in another language than its page.</summary>
/// <param name="Language">For the <c>lang</c> attribute; null, so that there is none, in the page's own language.</param>
/// <param name="Direction">For the <c>dir</c> attribute; null together with the language.</param>
internal sealed record OwnText(string Text, string? Language, string? Direction)
{
    public static OwnText For(PageWords page, IReadOnlyDictionary<string, string> texts, string defaultLanguage)
    {
        var language = Translations.LanguageFor(texts, page.Language, defaultLanguage);
        return language == page.Language
            ? new OwnText(texts[language], null, null)
            : new OwnText(texts[language], language, PageWords.DirectionOf(language));
    }

    public override string ToString() => Text;
}

/// <summary>
/// An object speaks the visitor's language where it can, else its own, text by text:
/// <c>&lt;h1 lang="@title.Language" dir="@title.Direction"&gt;@title&lt;/h1&gt;</c>.
/// </summary>
internal static class OwnWords
{
    public static OwnText Title(this PageWords words, PublishedObject shown) =>
        OwnText.For(words, shown.Texts.Title, shown.Texts.DefaultLanguage);

    /// <summary>The title of the object that an address names, for every page at that address.</summary>
    // Privacy: the browser's history keeps the latest title of an address, so whoever tells must leave the one of those who look.
    public static string? TitleAt(this PageWords words, PublishedCatalogue catalogue, string? reference) =>
        reference is not null && catalogue.Find(reference) is { } shown ? words.Title(shown).Text : null;

    public static OwnText Question(this PageWords words, PublishedObject shown) =>
        OwnText.For(words, shown.Texts.Question, shown.Texts.DefaultLanguage);

    public static OwnText? Closing(this PageWords words, PublishedObject shown) =>
        shown.ClosingText is { Count: > 0 } texts ? OwnText.For(words, texts, shown.Texts.DefaultLanguage) : null;

    public static OwnText Alternative(this PageWords words, PublishedObject shown, PublishedPhoto photo) =>
        OwnText.For(words, photo.AlternativeText, shown.Texts.DefaultLanguage);
}
