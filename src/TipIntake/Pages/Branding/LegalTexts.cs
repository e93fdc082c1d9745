using System.Text;
using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>
/// Privacy notice, imprint, accessibility statement, and who we are: the operator's files where there are any (setting <c>Operator:Texts:Path</c>),
/// else our own words, which say what the service really does.
/// </summary>
internal sealed class LegalTexts(Operator branding, PageWords words)
{
    public const int LargestFile = 64 * 1024;

    private const string Setting = $"{OperatorReader.Section}:Texts:Path";

    /// <summary>Every document, and the sections of our own version of it.</summary>
    private static readonly Dictionary<string, string[]> Documents = new(StringComparer.Ordinal)
    {
        ["privacy"] = ["kept", "not-kept", "contact", "back", "reading", "device", "rights"],
        ["imprint"] = ["who"],
        ["accessibility"] = ["what", "wrong"],
        ["about"] = ["what", "how", "who"],
    };

    private readonly Dictionary<(string Document, string Language), LegalText> own = Load(branding.Texts.Path);

    public static IReadOnlyCollection<string> Names => Documents.Keys;

    /// <summary>
    /// The operator's text in this language, else in the first of theirs that has it, marked as such: a lawyer's text is not mixed with ours.
    /// </summary>
    public LegalText For(string document)
    {
        var language = branding.Languages.Prepend(words.Language).FirstOrDefault(language => own.ContainsKey((document, language)));
        return language is not null ? own[(document, language)] : Ours(document);
    }

    private LegalText Ours(string document)
    {
        var contact = branding.Contact.Length > 0 ? branding.Contact : words["legal.no-contact"];
        var parts = Documents[document].SelectMany(section => new[]
        {
            new LegalPart(IsHeading: true, words[$"legal.{document}-{section}-title"]),
            new LegalPart(IsHeading: false, words.With($"legal.{document}-{section}", ("operator", branding.Name), ("contact", contact))),
        });
        return new LegalText(words.Language, [.. parts]);
    }

    private static Dictionary<(string, string), LegalText> Load(string? folder)
    {
        if (folder is not { Length: > 0 })
        {
            return [];
        }

        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.txt").Select(LoadFile).ToDictionary(read => (read.Document, read.Text.Language), read => read.Text)
            : throw new SettingException($"{Setting} names {folder}, and there is no such folder.");
    }

    private static (string Document, LegalText Text) LoadFile(string path)
    {
        if (Path.GetFileName(path).Split('.') is not [var document, var language, _] || !Documents.ContainsKey(document) || !Platform.Texts.Languages.Contains(language, StringComparer.Ordinal))
        {
            throw new SettingException($"{Setting}: {path} is not named like privacy.en.txt. The texts are {string.Join(", ", Documents.Keys)}; the languages are {string.Join(", ", Platform.Texts.Languages)}.");
        }

        var bytes = File.ReadAllBytes(path);
        if (bytes.Length is 0 or > LargestFile)
        {
            throw new SettingException($"{Setting}: {path} is empty, or larger than {LargestFile / 1024} KiB.");
        }

        try
        {
            return (document, LegalText.Read(language, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes)));
        }
        catch (DecoderFallbackException)
        {
            throw new SettingException($"{Setting}: {path} is not UTF-8.");
        }
    }
}
