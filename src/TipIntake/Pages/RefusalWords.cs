using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>What a refused form says to staff: a sentence for each field, or one for the whole.</summary>
internal static class RefusalWords
{
    public static IReadOnlyList<string> Of(Refusal refusal) => refusal.Errors is { } errors
        ? [.. errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")]
        : [Texts.Problem(refusal.Code, Texts.DefaultLanguage)];
}
