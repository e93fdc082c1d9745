using TipIntake.Platform;

namespace TipIntake.UnitTests.Platform;

/// <summary>Cases by hand, from the tables of the Unicode CLDR; Portuguese as in Portugal.</summary>
public sealed class PluralsTests
{
    private static readonly int[] Numbers = [0, 1, 2, 3, 5, 10, 11, 12, 14, 19, 20, 21, 22, 25, 99, 100, 101, 102, 103, 111, 112, 120, 121, 1000];

    private const string OneOther = "other one other other other other other other other other other other other other other other other other other other other other other other";

    public static TheoryData<string> Languages => [.. Texts.Languages];

    [Theory]
    [InlineData("en", OneOther)]
    [InlineData("de", OneOther)]
    [InlineData("es", OneOther)]
    [InlineData("pt", OneOther)]
    [InlineData("it", OneOther)]
    [InlineData("nl", OneOther)]
    [InlineData("tr", OneOther)]
    [InlineData("fr", "one one other other other other other other other other other other other other other other other other other other other other other other")]
    [InlineData("pl", "many one few few many many many many many many many many few many many many many few few many many many many many")]
    [InlineData("uk", "many one few few many many many many many many many one few many many many one few few many many many one many")]
    [InlineData("ro", "few one few few few few few few few few other other other other other other few few few few few other other other")]
    [InlineData("ar", "zero one two few few few many many many many many many many many many other other other few many many many many other")]
    public void A_number_takes_the_form_of_its_language(string language, string forms)
    {
        var expected = Numbers.Zip(forms.Split(' ')).Select(pair => $"{pair.First} {pair.Second}");

        Assert.Equal(Numbers.Length, forms.Split(' ').Length);
        Assert.Equal(expected, Numbers.Select(number => $"{number} {Plurals.FormOf(number, language)}"));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_forms_that_are_asked_for_are_the_forms_that_occur(string language)
    {
        var occurring = Enumerable.Range(0, 1_000).Select(number => Plurals.FormOf(number, language)).Distinct(StringComparer.Ordinal);

        Assert.Equal(occurring.Order(StringComparer.Ordinal), Plurals.FormsOf(language).Order(StringComparer.Ordinal));
    }
}
