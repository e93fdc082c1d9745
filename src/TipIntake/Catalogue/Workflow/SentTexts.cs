using FluentValidation;
using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <param name="DefaultLanguage">The one that stands in for all others: a tag such as en.</param>
/// <param name="Title">By language. At most 120 characters each.</param>
/// <param name="Question">By language. At most 600 characters each.</param>
/// <param name="Category">One of the closed list.</param>
/// <param name="Regions">At most 20.</param>
internal sealed record SentTexts(string? DefaultLanguage, Dictionary<string, string>? Title, Dictionary<string, string>? Question, string? Category, string[]? Regions)
{
    public SentTexts Cleaned() => this with { Title = TextsByLanguage.Clean(Title), Question = TextsByLanguage.Clean(Question) };

    public ObjectTexts ToTexts() => new(DefaultLanguage!, Title!, Question!, Category!, [.. (Regions ?? []).Distinct(StringComparer.Ordinal)]);
}

internal sealed class SentTextsValidator : AbstractValidator<SentTexts>
{
    public SentTextsValidator()
    {
        RuleFor(t => t.DefaultLanguage).IsGiven().IsLanguage();
        RuleFor(t => t.Title).HasLanguage(t => t.DefaultLanguage).HasTexts(ObjectEntryValidator.LongestTitle);
        RuleFor(t => t.Question).HasLanguage(t => t.DefaultLanguage).HasTexts(ObjectEntryValidator.LongestQuestion);
        RuleFor(t => t.Category).IsGiven().IsOneOf(ObjectCategories.All, "category-unknown");
        RuleFor(t => t.Regions).Must(r => r is null || (r.Length <= ObjectEntryValidator.MostRegions && Array.TrueForAll(r, ObjectRegion.IsValid))).WithErrorCode("value-unknown");
    }
}

/// <summary>Texts keyed by language, as staff send them.</summary>
internal static class TextsByLanguage
{
    private const int MostLanguages = 40;

    public static Dictionary<string, string>? Clean(Dictionary<string, string>? texts) =>
        texts?.Where(text => text.Value is not null).ToDictionary(text => text.Key, text => HostileText.Clean(text.Value).Text, StringComparer.Ordinal);

    public static IRuleBuilderOptions<T, Dictionary<string, string>?> HasLanguage<T>(this IRuleBuilder<T, Dictionary<string, string>?> rule, Func<T, string?> language) =>
        rule.Must((request, texts) => texts is not null && texts.ContainsKey(language(request) ?? "")).WithErrorCode("value-missing");

    public static void HasTexts<T>(this IRuleBuilder<T, Dictionary<string, string>?> rule, int longest)
    {
        rule.Must(texts => texts is null || (texts.Count <= MostLanguages && texts.Keys.All(LanguageTag.IsWellFormed))).WithErrorCode("language-malformed");
        rule.Must(texts => texts is null || texts.Values.All(text => text.Length > 0)).WithErrorCode("value-missing");
        rule.Must((_, texts, context) =>
        {
            context.MessageFormatter.AppendArgument(TextRules.Limit, longest);
            return texts is null || texts.Values.All(text => HostileText.Length(text) <= longest);
        }).WithErrorCode("value-too-long");
    }
}
