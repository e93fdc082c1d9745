using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TipIntake.Platform;

/// <summary>The fixed sentences that people read, in each language we speak. English stands in for a missing one.</summary>
internal static class Texts
{
    public const string DefaultLanguage = "en";

    public static readonly string[] Languages = [DefaultLanguage, "de", "fr", "es", "pt", "it", "nl", "pl", "ro", "uk", "ar", "tr"];

    private static readonly FrozenDictionary<string, TextFile> Files =
        Languages.ToFrozenDictionary(l => l, Load, StringComparer.Ordinal);

    /// <summary>The language of this request, as request localisation settled it.</summary>
    public static string Language
    {
        get
        {
            var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
            return Files.ContainsKey(language) ? language : DefaultLanguage;
        }
    }

    public static string Problem(string code, string language) =>
        Find(Files[language].Problems, Files[DefaultLanguage].Problems, code);

    /// <summary>What is wrong with a field. <c>{limit}</c> in the text becomes the rule's own number, never a number that was sent.</summary>
    public static string Rule(string code, string language, int? limit = null)
    {
        var text = Find(Files[language].Rules, Files[DefaultLanguage].Rules, code);
        return limit is { } number
            ? text.Replace("{limit}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            : text;
    }

    public static bool HasRule(string code) => Files[DefaultLanguage].Rules.ContainsKey(code);

    /// <summary>What a page says, by area and name: <c>gallery.title</c>.</summary>
    public static string Page(string key, string language) =>
        FindPage(key, language) ?? throw new InvalidOperationException($"Localisation/en.json has no page text for {key}.");

    /// <summary>Null where neither the language nor English has the word.</summary>
    public static string? FindPage(string key, string language)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var (area, name) = (key[..dot], key[(dot + 1)..]);
        return Files[language].Pages.GetValueOrDefault(area)?.GetValueOrDefault(name) ?? Files[DefaultLanguage].Pages.GetValueOrDefault(area)?.GetValueOrDefault(name);
    }

    internal static TextFile File(string language) => Files[language];

    private static string Find(Dictionary<string, string> own, Dictionary<string, string> english, string code) =>
        own.TryGetValue(code, out var text) || english.TryGetValue(code, out text)
            ? text
            : throw new InvalidOperationException($"Localisation/en.json has no text for {code}.");

    private static TextFile Load(string language)
    {
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream($"Texts.{language}.json")
            ?? throw new InvalidOperationException($"Texts.{language}.json is not embedded.");
        return JsonSerializer.Deserialize(stream, TextFileJson.Default.TextFile)!;
    }
}

internal sealed record TextFile(Dictionary<string, string> Problems, Dictionary<string, string> Rules, Dictionary<string, Dictionary<string, string>> Pages);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TextFile))]
internal sealed partial class TextFileJson : JsonSerializerContext;
