using CsCheck;
using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class CluesTests
{
    [Theory]
    [InlineData("Вестмарин", "Westmarin")]
    [InlineData("Westmarinie", "Westmarin")]
    [InlineData("マリボラ", "Maribora")]
    [InlineData("Ørnebjerg", "Ornebjerg")]
    [InlineData("Klaipėda", "Клайпеда")]
    [InlineData("Καραμπόλα", "Karampola")]
    public void A_name_is_the_same_in_another_spelling(string one, string other) =>
        Assert.Equal(NameKey.Of(PlainText.Of(one)), NameKey.Of(PlainText.Of(other)));

    [Theory]
    [InlineData("We bought it at Torvaldini in Ghent.", "Torvaldini", true)]
    [InlineData("we bought it at torvaldini in ghent", "Torvaldini", false)]
    [InlineData("Das gab es bei Torvaldini im Keller.", "Torvaldini", true)]
    [InlineData("Die Lampe stand im Keller.", "Keller", false)]
    [InlineData("店の名前はトルヴァルディニでした", "トルヴァルディニ", true)]
    public void Spelling_shows_what_is_surely_a_name(string text, string name, bool surely)
    {
        var clues = Clues.Of(Told.Text(text));

        Assert.Equal(surely, clues.Contains(new Clue(ClueKind.Name, NameKey.Of(PlainText.Of(name)))));
    }

    [Theory]
    [InlineData("sold in 1987", "1987")]
    [InlineData("in the 1990s", "1990s")]
    [InlineData("aus den 80er Jahren", "1980s")]
    [InlineData("lata 90.", "1990s")]
    [InlineData("summer of '03", "2003")]
    [InlineData("昭和54年", "1979")]
    public void A_time_is_read_as_years(string text, string period) => Assert.Contains(new Clue(ClueKind.Period, period), Clues.Of(Told.Text(text)));

    [Theory]
    [InlineData("They had it all over Portugal", "PT")]
    [InlineData("byłem w Portugalii", "PT")]
    [InlineData("это из Португалии", "PT")]
    [InlineData("ポルトガルで見た", "PT")]
    public void A_country_is_known_in_many_languages(string text, string country) => Assert.Contains(new Clue(ClueKind.Country, country), Clues.Of(Told.Text(text)));

    [Theory]
    [InlineData("This picture is computer generated")]
    [InlineData("Das Bild hat eine KI gemacht, es ist computergeneriert")]
    [InlineData("нарисовано нейросетью")]
    [InlineData("画像はAI生成だと思う")]
    [InlineData("الصورة من صنع الذكاء الاصطناعي")]
    public void Who_says_that_it_is_not_real_is_heard(string text) => Assert.Contains(new Clue(ClueKind.NotReal, ""), Clues.Of(Told.Text(text)));

    [Fact]
    public void A_tip_has_at_most_thirty_two_clues() =>
        Gen.String.Sample(text =>
        {
            var clues = Clues.Of(Told.Text(text) with { Place = text, Period = text, Link = text });

            Assert.InRange(clues.Count, 0, Clues.Most);
            Assert.Equal(clues.Count, clues.Distinct().Count());
        });

    [Fact]
    public void A_lead_keeps_the_first_of_many_codes_and_all_of_its_places()
    {
        var said = Enumerable.Range(100, 80).SelectMany(number => (Clue[])[new(ClueKind.Code, $"lot{number}"), new(ClueKind.Place, $"place{number}")]);

        var kept = Clues.Kept(said).ToList();

        Assert.Equal(Enumerable.Range(100, Clues.MostOfLead).Select(number => $"lot{number}"), kept.Where(clue => clue.Kind == ClueKind.Code).Select(clue => clue.Value));
        Assert.Equal(80, kept.Count(clue => clue.Kind == ClueKind.Place));
    }
}
