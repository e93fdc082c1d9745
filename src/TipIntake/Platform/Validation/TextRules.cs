using FluentValidation;

namespace TipIntake.Platform;

/// <summary>The rules that validators are made of. Each says only its code; the words come from <see cref="Texts"/>.</summary>
/// <remarks>A missing value passes everything but <see cref="IsGiven"/>. Lengths are Unicode scalars, of text that is already clean.</remarks>
internal static class TextRules
{
    /// <summary>Under this name a rule hands its own number to the sentence.</summary>
    public const string Limit = "Limit";

    public static IRuleBuilderOptions<T, string?> IsGiven<T>(this IRuleBuilder<T, string?> rule, string code = "value-missing") =>
        rule.Must(text => !string.IsNullOrEmpty(text)).WithErrorCode(code);

    public static IRuleBuilderOptions<T, string?> AtLeast<T>(this IRuleBuilder<T, string?> rule, int least, string code) =>
        rule.Counts(least, length => length >= least).WithErrorCode(code);

    public static IRuleBuilderOptions<T, string?> AtMost<T>(this IRuleBuilder<T, string?> rule, int most, string code) =>
        rule.Counts(most, length => length <= most).WithErrorCode(code);

    public static IRuleBuilderOptions<T, string?> IsCountry<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || Country.IsKnown(text)).WithErrorCode("country-unknown");

    public static IRuleBuilderOptions<T, string?> IsLanguage<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || LanguageTag.IsWellFormed(text)).WithErrorCode("language-malformed");

    /// <summary>Says one thing at a time: first the length, then the form.</summary>
    public static IRuleBuilderOptions<T, string?> IsLink<T>(this IRuleBuilderInitial<T, string?> rule) =>
        rule.Cascade(CascadeMode.Stop)
            .AtMost(Link.MostLength, "link-too-long")
            .Must(text => text is null || Link.IsAcceptable(text))
            .WithErrorCode("link-not-http");

    public static IRuleBuilderOptions<T, string?> IsOneOf<T>(
        this IRuleBuilder<T, string?> rule, IReadOnlyCollection<string> values, string code) =>
        rule.Must(text => text is null || values.Contains(text, StringComparer.Ordinal)).WithErrorCode(code);

    private static IRuleBuilderOptions<T, string?> Counts<T>(
        this IRuleBuilder<T, string?> rule, int limit, Func<int, bool> holds) =>
        rule.Must((_, text, context) =>
        {
            context.MessageFormatter.AppendArgument(Limit, limit);
            return text is null || holds(HostileText.Length(text));
        });
}
