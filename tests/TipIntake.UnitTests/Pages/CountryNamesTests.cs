using TipIntake.Pages;
using TipIntake.Platform;

namespace TipIntake.UnitTests.Pages;

public sealed class CountryNamesTests
{
    public static TheoryData<string> Languages => [.. Texts.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_country_has_a_name_of_its_own_in_every_language(string language)
    {
        var names = CountryNames.In(language);

        Assert.Equal(Country.Codes.Order(StringComparer.Ordinal), names.Select(country => country.Code).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(names, country => country.Name == country.Code || country.Name.Length == 0);
        Assert.Distinct(names.Select(country => country.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void Names_are_said_in_the_language_and_stand_in_its_order()
    {
        var german = CountryNames.In("de").Select(country => country.Name).ToList();

        Assert.Equal("Deutschland", CountryNames.Name("DE", "de"));
        Assert.Equal("ألمانيا", CountryNames.Name("DE", "ar"));
        Assert.InRange(german.IndexOf("Österreich"), german.IndexOf("Norwegen"), german.IndexOf("Polen"));
    }
}
