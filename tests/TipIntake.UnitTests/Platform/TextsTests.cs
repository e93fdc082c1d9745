using System.Reflection;
using FluentValidation;
using FluentValidation.Validators;
using TipIntake.Platform;

namespace TipIntake.UnitTests.Platform;

public sealed class TextsTests
{
    /// <summary>Validators that speak to the person at the terminal, not through problem details: a verb's arguments, a file to import.</summary>
    private static readonly string[] AtTheTerminal = ["OpenContactValidator", "ObjectEntryValidator"];

    public static TheoryData<string> Languages => [.. Texts.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_says_everything_that_english_says(string language)
    {
        var own = Texts.File(language);
        var english = Texts.File("en");

        Assert.Equal(english.Problems.Keys.Order(StringComparer.Ordinal), own.Problems.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(english.Rules.Keys.Order(StringComparer.Ordinal), own.Rules.Keys.Order(StringComparer.Ordinal));
        Assert.All(own.Problems.Values.Concat(own.Rules.Values), t => Assert.Equal(t, HostileText.Clean(t).Text));
        Assert.All(own.Problems.Values.Concat(own.Rules.Values), t => Assert.InRange(t.Length, 5, 200));
        Assert.All(own.Problems.Values, t => Assert.DoesNotContain('{', t));
        Assert.All(own.Rules, r => Assert.Equal(english.Rules[r.Key].Contains("{limit}", StringComparison.Ordinal), r.Value.Contains("{limit}", StringComparison.Ordinal)));
        Assert.All(own.Rules.Values, t => Assert.DoesNotContain('{', t.Replace("{limit}", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_problem_has_words_and_every_word_a_problem()
    {
        var codes = CheckedIn.Table("infra/docs/errors.md", "## Codes").SelectMany(r => CheckedIn.Codes(r[0]));

        Assert.Equal(codes.Order(StringComparer.Ordinal), Texts.File("en").Problems.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_code_is_explained()
    {
        var codes = CheckedIn.Table("infra/docs/errors.md", "## Rule codes in `codes`").SelectMany(r => CheckedIn.Codes(r[0]));

        Assert.Equal(codes.Order(StringComparer.Ordinal), Texts.File("en").Rules.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_of_every_validator_behind_an_address_has_a_code_with_words()
    {
        var validators = typeof(Texts).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IValidator)) && !AtTheTerminal.Contains(t.Name, StringComparer.Ordinal));
        var codes = validators.SelectMany(RuleCodes).ToArray();

        Assert.NotEmpty(codes);
        Assert.All(codes, c => Assert.True(Texts.HasRule(c.Code), $"{c.Validator} has a rule with the code {c.Code}, which has no words"));
    }

    [Fact]
    public void A_number_in_a_sentence_is_the_rule_s_own() =>
        Assert.Equal("Please use at most 4000 characters.", Texts.Rule("text-too-long", "en", 4_000));

    private static IEnumerable<(string Validator, string Code)> RuleCodes(Type type)
    {
        var validator = (IValidator)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [], null)!;
        return validator.CreateDescriptor().Rules
            .SelectMany(r => r.Components)
            .Where(c => c.Validator is not IChildValidatorAdaptor)
            .Select(c => (type.Name, c.ErrorCode));
    }
}
