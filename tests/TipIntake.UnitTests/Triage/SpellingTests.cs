using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("Sold by Ferreira in Faro.", "Ferreira")]
    [InlineData("the ferreira shop; Ferreira & Sons", "Ferreira")]
    [InlineData("la boutique de ferreira", "ferreira")]
    [InlineData("из магазина Феррейра", "Феррейра")]
    [InlineData("at Ferre\u0301ira", "Ferre\u0301ira")]
    public void A_name_is_shown_as_somebody_wrote_it(string text, string written)
    {
        var key = NameKey.Of("ferreira");

        Assert.Equal(written, Spelling.Of(Told.Text(text), key));
    }

    [Fact]
    public void What_nobody_wrote_has_no_spelling()
    {
        Assert.Null(Spelling.Of(Told.Text("Sold in Faro."), NameKey.Of("ferreira")));
        Assert.Null(Spelling.Of(Told.Text(""), NameKey.Of("ferreira")));
    }
}
