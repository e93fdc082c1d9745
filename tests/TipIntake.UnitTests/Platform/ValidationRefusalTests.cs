using System.Globalization;
using FluentValidation;
using TipIntake.Platform;

namespace TipIntake.UnitTests.Platform;

public sealed class ValidationRefusalTests
{
    private const string Canary = "canary-7f3a";

    private static readonly SampleValidator Validator = new();

    [Fact]
    public void A_good_request_breaks_no_rule()
    {
        var good = new SampleRequest("A bag", "PT", "https://example.org/", "pt-BR", "guess", new SampleContact("Ana"), [new SampleContact("Bo")]);

        Assert.True(Validator.Validate(good).IsValid);
        Assert.True(Validator.Validate(new SampleRequest("A bag")).IsValid);
    }

    [Fact]
    public void Each_field_has_its_codes_under_the_name_that_was_sent()
    {
        var bad = new SampleRequest(
            "x", Canary, $"ftp://{Canary}", Canary + "!", Canary, new SampleContact(Canary), [new SampleContact("ok"), new SampleContact(Canary)]);

        var refusal = ValidationRefusal.From(Validator.Validate(bad));

        Assert.Equal("validation-failed", refusal.Code);
        Assert.Equal(
            "basis contact.fullName country language link others[1].fullName text",
            string.Join(' ', refusal.FieldCodes!.Keys.Order(StringComparer.Ordinal)));
        Assert.Equal(["text-too-short"], refusal.FieldCodes["text"]);
        Assert.Equal(["country-unknown"], refusal.FieldCodes["country"]);
        Assert.Equal(["link-not-http"], refusal.FieldCodes["link"]);
        Assert.Equal(["language-malformed"], refusal.FieldCodes["language"]);
        Assert.Equal(["basis-unknown"], refusal.FieldCodes["basis"]);
        Assert.Equal(["Please write at least 3 characters."], refusal.Errors!["text"]);
        Assert.DoesNotContain(refusal.Errors.Values.SelectMany(v => v), m => m.Contains(Canary, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ab", "text-too-short")]
    [InlineData("abc", null)]
    [InlineData("😀😀", "text-too-short")]
    [InlineData("😀😀😀", null)]
    public void Limits_count_characters_as_people_do(string text, string? code) => Assert.Equal(code, CodeOfText(text));

    [Theory]
    [InlineData(4_000, null)]
    [InlineData(4_001, "text-too-long")]
    public void An_emoji_counts_once_at_the_upper_end_too(int count, string? code) =>
        Assert.Equal(code, CodeOfText(string.Concat(Enumerable.Repeat("😀", count))));

    [Theory]
    [InlineData(null, "text-missing")]
    [InlineData("", "text-missing")]
    public void What_is_missing_is_said_to_be_missing(string? text, string code) => Assert.Equal(code, CodeOfText(text));

    [Fact]
    public void A_link_is_told_one_thing_at_a_time()
    {
        var refusal = ValidationRefusal.From(Validator.Validate(new SampleRequest("A bag", Link: new string('x', 501))));

        Assert.Equal(["link-too-long"], refusal.FieldCodes!["link"]);
    }

    [Theory]
    [InlineData("de", "Bitte schreiben Sie mindestens 3 Zeichen.")]
    [InlineData("de-AT", "Bitte schreiben Sie mindestens 3 Zeichen.")]
    [InlineData("ar", "أقل عدد من الأحرف هو 3.")]
    [InlineData("fi", "Please write at least 3 characters.")]
    public void The_sentence_is_in_the_language_of_the_request(string culture, string sentence)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal([sentence], ValidationRefusal.From(Validator.Validate(new SampleRequest("x"))).Errors!["text"]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void A_rule_without_a_code_quotes_nothing_either()
    {
        var lax = new InlineValidator<SampleRequest>();
        lax.RuleFor(r => r.Text).Equal("something else");

        var refusal = ValidationRefusal.From(lax.Validate(new SampleRequest(Canary)));

        Assert.Equal(["value-not-acceptable"], refusal.FieldCodes!["text"]);
        Assert.Equal(["Please change this."], refusal.Errors!["text"]);
    }

    private static string? CodeOfText(string? text)
    {
        var result = Validator.Validate(new SampleRequest(text));
        return result.IsValid ? null : ValidationRefusal.From(result).FieldCodes!["text"].Single();
    }

    private sealed record SampleContact(string? FullName);

    private sealed record SampleRequest(
        string? Text,
        string? Country = null,
        string? Link = null,
        string? Language = null,
        string? Basis = null,
        SampleContact? Contact = null,
        SampleContact[]? Others = null);

    private sealed class SampleValidator : AbstractValidator<SampleRequest>
    {
        public SampleValidator()
        {
            RuleFor(r => r.Text).Cascade(CascadeMode.Stop).IsGiven("text-missing").AtLeast(3, "text-too-short").AtMost(4_000, "text-too-long");
            RuleFor(r => r.Country).IsCountry();
            RuleFor(r => r.Link).IsLink();
            RuleFor(r => r.Language).IsLanguage();
            RuleFor(r => r.Basis).IsOneOf(["owns-it", "guess"], "basis-unknown");
            RuleFor(r => r.Contact!.FullName).AtMost(5, "contact-too-long").When(r => r.Contact is not null);
            RuleForEach(r => r.Others).ChildRules(c => c.RuleFor(o => o.FullName).AtMost(5, "contact-too-long"));
        }
    }
}
