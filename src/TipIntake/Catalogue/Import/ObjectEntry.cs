using System.Text.Json.Serialization;
using FluentValidation;
using TipIntake.Platform;

namespace TipIntake.Catalogue;

internal sealed record PhotoEntry(string? File, Dictionary<string, string>? AlternativeText);

internal sealed record ClosedEntry(Dictionary<string, string>? Text);

/// <summary>One object as it stands in <c>objects.json</c>.</summary>
internal sealed record ObjectEntry(
    string? Reference,
    string? DefaultLanguage,
    Dictionary<string, string>? Title,
    Dictionary<string, string>? Question,
    string? Category,
    string[]? Regions,
    PhotoEntry[]? Photos,
    ClosedEntry? Closed)
{
    public ObjectTexts ToTexts() => new(DefaultLanguage!, Title!, Question!, Category!, Regions ?? []);
}

/// <summary>Speaks to the person who wrote the file.</summary>
internal sealed class ObjectEntryValidator : AbstractValidator<ObjectEntry>
{
    public const int LongestTitle = 120;
    public const int LongestQuestion = 600;
    public const int LongestAlternativeText = 400;
    public const int LongestClosingText = 1_000;
    public const int MostPhotos = 12;
    public const int MostRegions = 20;

    private const string Code = "value-not-acceptable";

    public ObjectEntryValidator()
    {
        RuleFor(e => e.Reference).Must(ObjectReference.IsValid).WithErrorCode(Code).WithMessage("must look like OBJ-2026-0007");
        RuleFor(e => e.DefaultLanguage).Must(tag => tag is not null && LanguageTag.IsWellFormed(tag))
            .WithErrorCode(Code).WithMessage("must be a language tag such as en");
        RuleFor(e => e.Category).Must(c => ObjectCategories.All.Contains(c, StringComparer.Ordinal))
            .WithErrorCode(Code).WithMessage($"must be one of {string.Join(", ", ObjectCategories.All)}");
        RuleFor(e => e.Regions).Must(r => r is null || (r.Length <= MostRegions && r.All(ObjectRegion.IsValid)))
            .WithErrorCode(Code).WithMessage("must be countries such as PT or regions such as western-europe");
        RuleFor(e => e.Title).Custom((texts, check) => CheckTexts(check, texts, LongestTitle));
        RuleFor(e => e.Question).Custom((texts, check) => CheckTexts(check, texts, LongestQuestion));
        RuleFor(e => e.Photos).Must(p => p is { Length: > 0 and <= MostPhotos })
            .WithErrorCode(Code).WithMessage($"must be 1 to {MostPhotos} photos");
        RuleFor(e => e.Photos).Custom(CheckPhotos);
        RuleFor(e => e.Closed).Custom((closed, check) => CheckClosing(check, closed));
    }

    private static void CheckPhotos(PhotoEntry[]? photos, ValidationContext<ObjectEntry> check)
    {
        foreach (var photo in photos ?? [])
        {
            if (string.IsNullOrWhiteSpace(photo?.File))
            {
                check.AddFailure("photos", "each needs a file");
            }

            CheckTexts(check, photo?.AlternativeText, LongestAlternativeText, $"photos: {photo?.File}: alternativeText");
        }
    }

    private static void CheckClosing(ValidationContext<ObjectEntry> check, ClosedEntry? closed)
    {
        if (closed is not null)
        {
            CheckTexts(check, closed.Text, LongestClosingText, "closed: text");
        }
    }

    private static void CheckTexts(
        ValidationContext<ObjectEntry> check, Dictionary<string, string>? texts, int longest, string? name = null)
    {
        name ??= check.PropertyPath;
        if (texts is null || !texts.ContainsKey(check.InstanceToValidate.DefaultLanguage ?? ""))
        {
            check.AddFailure(name, "must have a text in the default language");
            return;
        }

        foreach (var (language, text) in texts)
        {
            if (!LanguageTag.IsWellFormed(language))
            {
                check.AddFailure(name, "has a language that is no language tag");
            }

            if (string.IsNullOrWhiteSpace(text) || HostileText.Length(text) > longest || HostileText.Clean(text).Text != text)
            {
                check.AddFailure(name, $"in {language} must have 1 to {longest} characters, without control characters or spaces around");
            }
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    MaxDepth = 8)]
[JsonSerializable(typeof(ObjectEntry[]))]
internal sealed partial class ObjectEntryJson : JsonSerializerContext;
