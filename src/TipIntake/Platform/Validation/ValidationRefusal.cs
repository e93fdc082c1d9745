using System.Text.Json;
using FluentValidation.Results;

namespace TipIntake.Platform;

/// <summary>Turns what a validator found into a refusal: for each field the sentences in the caller's language, and the codes.</summary>
internal static class ValidationRefusal
{
    /// <summary>Stands in for a rule that nobody gave a code; an architecture test finds such rules.</summary>
    private const string Fallback = "value-not-acceptable";

    public static Refusal From(ValidationResult result)
    {
        // Privacy: the library's own messages quote what was sent, so only the code and our own number are taken from it.
        var fields = result.Errors
            .GroupBy(f => Path(f.PropertyName), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.DistinctBy(Code, StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

        return Refusals.ValidationFailed with
        {
            Errors = fields.ToDictionary(f => f.Key, f => f.Value.Select(Words).ToArray(), StringComparer.Ordinal),
            FieldCodes = fields.ToDictionary(f => f.Key, f => f.Value.Select(Code).ToArray(), StringComparer.Ordinal),
        };
    }

    private static string Path(string property) =>
        string.Join('.', property.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    private static string Code(ValidationFailure failure) =>
        failure.ErrorCode is { } code && Texts.HasRule(code) ? code : Fallback;

    private static string Words(ValidationFailure failure) => Texts.Rule(Code(failure), Texts.Language, OwnNumber(failure));

    private static int? OwnNumber(ValidationFailure failure) =>
        failure.FormattedMessagePlaceholderValues?.GetValueOrDefault(TextRules.Limit) as int?;
}
