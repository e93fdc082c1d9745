using System.Text;
using TipIntake.Platform;

namespace TipIntake.UnitTests.Platform;

public sealed class HostileTextTests
{
    [Theory]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("a\u0001\u001F\u007F\u0080\u009Fb", "a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDb")]
    [InlineData("a\bb\fc\vd", "a\uFFFDb\uFFFDc\uFFFDd")]
    [InlineData("\0", "\uFFFD")]
    public void What_cannot_be_stored_is_replaced_and_reported(string sent, string stored) =>
        Assert.Equal((stored, true), HostileText.Clean(sent));

    [Fact]
    public void Half_a_character_is_replaced_and_reported()
    {
        Assert.Equal(("a\uFFFD", true), HostileText.Clean("a\uD83D"));
        Assert.Equal(("\uFFFD\uFFFD", true), HostileText.Clean("\uDE00\uD83D"));
        Assert.Equal(("\uFFFD😀\uFFFD", true), HostileText.Clean("\uD83D\uD83D\uDE00\uDE00"));
    }

    [Theory]
    [InlineData("a\r\nb\rc\nd", "a\nb\nc\nd")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("e\u0301", "é")]
    [InlineData("\u212B", "Å")]
    [InlineData("ﬁ ² Ａ", "ﬁ ² Ａ")]
    [InlineData("a\u200Db \u202Ec", "a\u200Db \u202Ec")]
    [InlineData("\uFFFD", "\uFFFD")]
    [InlineData("\uFFFF\uE000", "\uFFFF\uE000")]
    [InlineData("\uFFFEe\u0301\uFFFE", "\uFFFEé\uFFFE")]
    public void What_can_be_stored_is_not_reported(string sent, string stored) =>
        Assert.Equal((stored, false), HostileText.Clean(sent));

    [Theory]
    [InlineData("  a bag  ", "a bag")]
    [InlineData("\r\n\ta bag\u3000\u2003\u00A0", "a bag")]
    [InlineData("\uFEFF\u200Ba bag\u200D\u2060\u00AD", "a bag")]
    [InlineData("\u200Ea bag\u200F", "\u200Ea bag\u200F")]
    [InlineData("🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿")]
    [InlineData("", "")]
    [InlineData(" \u200B \uFEFF", "")]
    [InlineData("\u200E\u2067\u2069 \u061C", "")]
    public void Nothing_visible_is_lost_at_the_ends(string sent, string stored) =>
        Assert.Equal((stored, false), HostileText.Clean(sent));

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("é中", 2)]
    [InlineData("😀", 1)]
    [InlineData("👩‍👩‍👧‍👦", 7)]
    public void A_length_is_a_number_of_scalars(string text, int length) => Assert.Equal(length, HostileText.Length(text));

    [Fact]
    public void Thirty_marks_are_put_in_order_and_more_stay_as_they_came()
    {
        var thirty = "q" + string.Concat(Enumerable.Repeat("\u0307\u0323", 15));
        var more = thirty + "\u0307";

        Assert.Equal(thirty.Normalize(NormalizationForm.FormC), HostileText.Clean(thirty).Text);
        Assert.NotEqual(thirty, HostileText.Clean(thirty).Text, StringComparer.Ordinal);
        Assert.Equal(more, HostileText.Clean(more).Text);
    }

    [Fact]
    public void A_text_that_is_clean_is_not_copied()
    {
        var ascii = "a bag".PadRight(50, 'x');
        var other = "una señal 😀".PadRight(50, 'x');

        Assert.Same(ascii, HostileText.Clean(ascii).Text);
        Assert.Same(other, HostileText.Clean(other).Text);
    }
}
