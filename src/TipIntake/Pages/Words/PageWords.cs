using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>What a page says in the language of its request, and where its links lead. Words are in <c>Platform/Localisation</c>.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Pages get one object that answers all this.")]
internal sealed class PageWords
{
    public string Language => Texts.Language;

    public CultureInfo Culture => CultureInfo.GetCultureInfo(Language);

    public string Direction => DirectionOf(Language);

    public static string DirectionOf(string language) => CultureInfo.GetCultureInfo(language).TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <summary>A sentence by its key, such as <c>gallery.title</c>.</summary>
    public string this[string key] => Texts.Page(key, Language);

    /// <summary>A word that not everything has: null where neither this language nor English knows it.</summary>
    public string? Find(string key) => Texts.FindPage(key, Language);

    /// <summary>A sentence with values put into it: <c>{name}</c> becomes the value. The page encodes the whole.</summary>
    public string With(string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text = this[key];
        foreach (var (name, value) in values)
        {
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>A sentence in the form that the number asks for in this language; <c>{count}</c> becomes the number.</summary>
    public string Count(string key, int count) =>
        Texts.Page($"{key}.{Plurals.FormOf(count, Language)}", Language)
            .Replace("{count}", count.ToString(Culture), StringComparison.Ordinal);

    public string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("D", CultureInfo.GetCultureInfo(Dates));

    // Days are written as in the country whose spelling we follow.
    private string Dates => Language switch { "en" => "en-GB", "pt" => "pt-PT", var other => other };

    /// <summary>The address of a page of ours in this language.</summary>
    public string Link(string path) => In(Language, path);

    public static string In(string language, string path) => path == "/" ? $"/{language}" : $"/{language}{path}";
}
