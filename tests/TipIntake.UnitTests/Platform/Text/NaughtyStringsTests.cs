using System.Globalization;
using TipIntake.Platform;

namespace TipIntake.UnitTests.Platform;

public sealed class NaughtyStringsTests
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, NaughtyStrings.All.Count)];

    [Fact]
    public void There_are_many_of_many_kinds()
    {
        Assert.InRange(NaughtyStrings.All.Distinct().Count(), 400, int.MaxValue);
        Assert.InRange(NaughtyStrings.All.DistinctBy(n => n.Kind, StringComparer.Ordinal).Count(), 20, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void It_is_read_and_stored_as_declared_whichever_way_it_was_written(int number)
    {
        var text = NaughtyStrings.All[number].Text;
        var (expected, replaced) = HostileText.Clean(text);

        foreach (var body in new[] { BodyOf.Plain(text), BodyOf.Escaped(text) })
        {
            var outcome = StrictJson.Parse(body, SampleJson.Default.SampleTip);
            var (stored, cleaned) = HostileText.Clean(outcome.Value.Value.Text!);

            Assert.Equal(expected, stored);
            Assert.Equal(replaced, outcome.Value.TextReplaced || cleaned);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void It_can_be_stored_after_cleaning(int number)
    {
        var (text, _) = HostileText.Clean(NaughtyStrings.All[number].Text);

        Storable.Check(text);
        Assert.Equal((text, false), HostileText.Clean(text));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void It_breaks_no_other_rule(int number)
    {
        var text = NaughtyStrings.All[number].Text;

        Assert.False(Country.IsKnown(text));
        Assert.True(!LanguageTag.IsWellFormed(text) || text.Length <= LanguageTag.MostLength);
        // The last two read as the name of a host does.
        Assert.True(!Link.IsAcceptable(text) || text.StartsWith("http", StringComparison.Ordinal) || text is "System.Object" or "aux.txt");
    }

    [Fact]
    public void Text_without_storm_is_what_the_second_account_says()
    {
        var compared = 0;
        foreach (var text in NaughtyStrings.All.Select(n => n.Text).Where(t => !t.Any(IsMark)))
        {
            Assert.Equal(Storable.Form($"<{text}>"), HostileText.Clean($"<{text}>").Text);
            compared++;
        }

        Assert.InRange(compared, 300, int.MaxValue);
    }

    private static bool IsMark(char unit) => char.GetUnicodeCategory(unit) == UnicodeCategory.NonSpacingMark;
}
