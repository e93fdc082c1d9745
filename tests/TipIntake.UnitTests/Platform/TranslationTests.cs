using System.Globalization;
using System.Text.RegularExpressions;
using TipIntake.Pages;
using TipIntake.Platform;
using TipIntake.UnitTests.Architecture;

namespace TipIntake.UnitTests.Platform;

/// <summary>What a translation must not lose. That it is good is for people: infra/docs/translations.md.</summary>
public sealed partial class TranslationTests
{
    /// <summary>Sentences that are the same words in another language, by language and place.</summary>
    private static readonly string[] RightlyTheSame =
    [
        "fr pages/layout.menu", "pt pages/layout.menu", "it pages/layout.menu", "nl pages/layout.menu", "pl pages/layout.menu",
        "it pages/layout.privacy", "nl pages/layout.privacy", "fr pages/receipt.messages",
        "fr pages/region.europe", "it pages/region.africa", "ro pages/region.africa", "es pages/region.asia", "it pages/region.asia", "ro pages/region.asia",
        "it pages/region.oceania", "pl pages/region.oceania", "ro pages/region.oceania",
    ];

    public static TheoryData<string> Translated => [.. Texts.Languages.Where(language => language != Texts.DefaultLanguage)];

    public static TheoryData<string> Languages => [.. Texts.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_words_for_every_place_in_each_form_that_it_counts_with(string language)
    {
        var english = Sentences(Texts.DefaultLanguage).Keys.ToArray();
        var counted = english.Where(place => place.EndsWith(".one", StringComparison.Ordinal)).Select(place => place[..^".one".Length]).ToArray();
        var plain = english.Where(place => !counted.Any(stem => place == stem + ".one" || place == stem + ".other"));
        var expected = plain.Concat(counted.SelectMany(stem => Plurals.FormsOf(language).Select(form => $"{stem}.{form}")));

        Assert.NotEmpty(counted);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Sentences(language).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_sentence_that_a_page_asks_for_by_name_is_there()
    {
        var asked = (from file in Repository.Files("src/TipIntake/Pages", ".cshtml").Concat(Repository.Files("src/TipIntake/Pages", ".cs"))
                     from call in Asked().Matches(Repository.Read(file))
                     select (file, Key: call.Groups["key"].Value + (call.Groups["counts"].Success ? ".other" : ""))).ToArray();
        var known = Sentences(Texts.DefaultLanguage);

        Assert.NotEmpty(asked);
        Assert.DoesNotContain(asked, sentence => !known.ContainsKey("pages/" + sentence.Key));
    }

    [Theory]
    [MemberData(nameof(Translated))]
    public void No_translation_loses_or_invents_a_placeholder(string language)
    {
        var english = Sentences(Texts.DefaultLanguage);

        Assert.All(Sentences(language), sentence =>
        {
            var wanted = Placeholders(english[EnglishPlace(sentence.Key, language)]);
            // "One tip" needs no number, unless the same words stand for 21 too.
            var mayDrop = StandsForOneNumber(sentence.Key, language);
            Assert.Subset(wanted, Placeholders(sentence.Value));
            Assert.True(mayDrop || wanted.SetEquals(Placeholders(sentence.Value)), $"{language} {sentence.Key} has lost a placeholder: {sentence.Value}");
        });
    }

    [Theory]
    [MemberData(nameof(Translated))]
    public void Nothing_is_left_in_english_by_accident(string language)
    {
        var english = Sentences(Texts.DefaultLanguage);
        var same = Sentences(language)
            .Where(sentence => string.Equals(sentence.Value, english[EnglishPlace(sentence.Key, language)], StringComparison.Ordinal))
            .Select(sentence => $"{language} {sentence.Key}")
            .ToArray();

        Assert.Empty(same.Except(RightlyTheSame, StringComparer.Ordinal));
        Assert.Empty(RightlyTheSame.Where(place => place.StartsWith(language + " ", StringComparison.Ordinal)).Except(same, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_sentence_can_be_shown_as_it_stands(string language) =>
        Assert.All(Sentences(language), sentence =>
        {
            Assert.Equal(sentence.Value, HostileText.Clean(sentence.Value).Text);
            Assert.DoesNotContain("  ", sentence.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("..", sentence.Value, StringComparison.Ordinal);
            Assert.DoesNotContain('<', sentence.Value);
            Assert.DoesNotContain('\'', sentence.Value);
        });

    [Theory]
    [InlineData("en", "receipt")]
    [InlineData("de", "Beleg")]
    [InlineData("fr", "un reçu", "votre reçu", "ce reçu", "aucun reçu")]
    [InlineData("es", "recibo")]
    [InlineData("pt", "recibo")]
    [InlineData("it", "icevuta")]
    [InlineData("nl", "ontvangstbewijs")]
    [InlineData("pl", "potwierdzeni")]
    [InlineData("ro", "confirmar")]
    [InlineData("uk", "витанц")]
    [InlineData("ar", "إيصالك", "الإيصال")]
    [InlineData("tr", "alındı belge", "Alındı belge")]
    public void People_read_one_word_for_the_code(string language, params string[] others) =>
        Assert.All(Sentences(language), sentence => Assert.DoesNotContain(others, other => sentence.Value.Contains(other, StringComparison.Ordinal)));

    [Theory]
    [InlineData("en", "Wednesday 4 March 2026")]
    [InlineData("de", "Mittwoch, 4. März 2026")]
    [InlineData("fr", "mercredi 4 mars 2026")]
    [InlineData("es", "miércoles, 4 de marzo de 2026")]
    [InlineData("pt", "quarta-feira, 4 de março de 2026")]
    [InlineData("it", "mercoledì 4 marzo 2026")]
    [InlineData("nl", "woensdag 4 maart 2026")]
    [InlineData("pl", "środa, 4 marca 2026")]
    [InlineData("ro", "miercuri, 4 martie 2026")]
    [InlineData("uk", "середа, 4 березня 2026 р.")]
    [InlineData("ar", "الأربعاء، 4 مارس 2026")]
    [InlineData("tr", "4 Mart 2026 Çarşamba")]
    public void A_day_is_written_as_its_readers_write_it(string language, string day)
    {
        using var spoken = new Speaking(language);

        var shown = new PageWords().Day(new DateTimeOffset(2026, 3, 4, 23, 30, 0, TimeSpan.Zero));

        // Which space and whether a comma differs between versions of the Unicode tables.
        Assert.Equal(day.Replace(",", "", StringComparison.Ordinal), AnySpace().Replace(shown, " ").Replace(",", "", StringComparison.Ordinal));
    }

    // Every sentence by its place: "problems/not-found", "pages/gallery.title".
    private static Dictionary<string, string> Sentences(string language)
    {
        var file = Texts.File(language);
        return file.Problems.Select(pair => KeyValuePair.Create("problems/" + pair.Key, pair.Value))
            .Concat(file.Rules.Select(pair => KeyValuePair.Create("rules/" + pair.Key, pair.Value)))
            .Concat(file.Pages.SelectMany(area => area.Value.Select(pair => KeyValuePair.Create($"pages/{area.Key}.{pair.Key}", pair.Value))))
            .ToDictionary(StringComparer.Ordinal);
    }

    // English has fewer plural forms: its "other" is the source of the missing ones.
    private static string EnglishPlace(string place, string language) =>
        IsPluralForm(place, language) && place[(place.LastIndexOf('.') + 1)..] != "one" ? place[..(place.LastIndexOf('.') + 1)] + "other" : place;

    private static bool IsPluralForm(string place, string language) =>
        place.LastIndexOf('.') is var dot and > 0
        && Plurals.FormsOf(language).Contains(place[(dot + 1)..], StringComparer.Ordinal)
        && Sentences(Texts.DefaultLanguage).ContainsKey(place[..dot] + ".one");

    private static bool StandsForOneNumber(string place, string language) =>
        IsPluralForm(place, language)
        && Enumerable.Range(0, 200).Count(number => Plurals.FormOf(number, language) == place[(place.LastIndexOf('.') + 1)..]) == 1;

    private static HashSet<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[Ww]ords(\[|\.With\(|(?<counts>\.Count\())""(?<key>[a-z-]+\.[\w.-]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Asked();

    [GeneratedRegex(@"\p{Zs}")]
    private static partial Regex AnySpace();

    private sealed class Speaking : IDisposable
    {
        private readonly CultureInfo before = CultureInfo.CurrentUICulture;

        public Speaking(string language) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        public void Dispose() => CultureInfo.CurrentUICulture = before;
    }
}
