using FluentValidation;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>What stands in the address of a queue.</summary>
internal sealed record ListLeadsQuery(
    string? Object, string? Status, string? Decision, string? Language, string? Country, string? Basis, string? Lane, bool? Mine, string? Search, string? Hypothesis, string? Cursor)
{
    private const int LongestSearch = 200;

    private static readonly ListLeadsValidator Validator = new();

    public Outcome<QueueFilter> ToFilter(Person person)
    {
        if (!Find<LeadStatus>(Status, out var status) || !Find<Decision>(Decision, out var decision) || !Find<Lane>(Lane, out var lane)
            || (Basis is { Length: > 0 } && !BasisNames.All.ContainsKey(Basis)) || Search is { Length: > LongestSearch })
        {
            return Refusals.RequestMalformed;
        }

        var filter = new QueueFilter(
            Given(Object), status ?? LeadStatus.Open, decision, Given(Language)?.ToLowerInvariant(), Given(Country)?.ToUpperInvariant(), Given(Basis), lane, Mine == true ? person.Id : null, Given(Search), Given(Hypothesis));
        // What was decided, or put where, is not told to whoever looks a second time; nor found out by asking.
        return filter is { Status: LeadStatus.InReview, Decision: not null } or { Status: LeadStatus.InReview, Hypothesis: not null } ? Refusals.RequestMalformed
            : Validator.Validate(filter) is { IsValid: false } faults ? ValidationRefusal.From(faults) : filter;
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    // Names as the answers write them; the framework would take numbers as well.
    private static bool Find<T>(string? name, out T? value)
        where T : struct, Enum
    {
        value = name is { Length: > 0 } ? Enum.GetValues<T>().Cast<T?>().FirstOrDefault(one => string.Equals(one.ToString(), name.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)) : null;
        return name is not { Length: > 0 } || value is not null;
    }
}

/// <summary>An empty list means that there is nothing, never that something was misspelt.</summary>
internal sealed class ListLeadsValidator : AbstractValidator<QueueFilter>
{
    public ListLeadsValidator()
    {
        RuleFor(f => f.Country).IsCountry();
        // Longer first parts are well formed, and no language has one.
        RuleFor(f => f.Language).Must(language => language is null || (LanguageTag.IsWellFormed(language) && language.Split('-')[0].Length is 2 or 3)).WithErrorCode("language-malformed");
        RuleFor(f => f.Search)
            .Must((_, search, context) =>
            {
                context.MessageFormatter.AppendArgument(TextRules.Limit, SearchWords.Fewest);
                return search is null || SearchWords.SaysEnough(search);
            })
            .WithErrorCode("text-too-short");
    }
}
