using TipIntake.Platform;

namespace TipIntake.UnitTests.Platform.Text;

/// <summary>What a stranger hid in a text is named; what a language needs stays.</summary>
public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("a plain text, with 3 numbers\nand two lines", "a plain text, with 3 numbers\nand two lines")]
    [InlineData("\u202Egpj.exe\u202C", "[RLO]<gpj.exe>[PDF]")]
    [InlineData("\u2066a\u2069 \u2067b\u2068c", "[LRI]a[PDI] [RLI]b[FSI]c")]
    [InlineData("b\u200Bu\u200By", "b[ZWSP]u[ZWSP]y")]
    [InlineData("\u200B\u200B\u200Bend", "[ZWSP ×3]end")]
    [InlineData("soft\u00ADhyphen \uFEFFbom \u2060wj", "soft[SHY]hyphen [BOM]bom [WJ]wj")]
    [InlineData("\u200Eleft \u200Fright \u061Carabic", "[LRM]left [RLM]right [ALM]arabic")]
    [InlineData("see\U000E0068\U000E0069\U000E007F this", "see[tags: hi] this")]
    [InlineData("filler\u3164\u2800", "filler[blank ×2]")]
    [InlineData("private \uE000", "private [U+E000]")]
    [InlineData("two\u2028lines", "two[line]\nlines")]
    public void Hidden_characters_are_named(string text, string shown) => Assert.Equal(shown, Shown(text));

    [Theory]
    [InlineData("می\u200Cخواهم")]
    [InlineData("क्\u200Dष")]
    [InlineData("👨\u200D👩\u200D👧 and ❤\uFE0F and 1\uFE0F\u20E3")]
    [InlineData("tiếng Việt, e\u0323\u0302")]
    [InlineData("قال: مرحبًا")]
    [InlineData("٤\u0601")]
    public void What_a_language_or_an_emoji_is_written_with_stays(string text) => Assert.Equal(text, Shown(text));

    [Theory]
    [InlineData("a\u200Cb", "a[ZWNJ]b")]
    [InlineData("a\u200Db", "a[ZWJ]b")]
    [InlineData("\u200C", "[ZWNJ]")]
    [InlineData("a\uFE0F", "a[VS]")]
    public void The_same_elsewhere_is_named(string text, string shown) => Assert.Equal(shown, Shown(text));

    [Fact]
    public void A_letter_carries_few_accents()
    {
        var stack = string.Concat(Enumerable.Range(0, 25).Select(number => (char)(0x0316 + number)));

        Assert.Equal($"Z{stack[..4]}[accents ×21]algo", Shown($"Z{stack}algo"));
    }

    [Theory]
    [InlineData("see https://example.com/v/1?a=2 now", "see <https://example.com/v/1?a=2> now")]
    [InlineData("javascript:/x or www.example.com", "<javascript:/x> or <www.example.com>")]
    [InlineData("on пример.рф/a", "on <пример.рф/a>")]
    [InlineData("at 12.30, for 3.50", "at 12.30, for 3.50")]
    public void Addresses_are_told_apart(string text, string shown) => Assert.Equal(shown, Shown(text));

    [Fact]
    public void A_long_text_takes_no_long_time()
    {
        var text = string.Concat(Enumerable.Repeat("a.\u200B\u0301", 5_000)) + new string('a', 20_000) + "://";

        Assert.NotEmpty(VisibleText.Of(text));
    }

    private static string Shown(string text) => string.Concat(VisibleText.Of(text).Select(part => part.Kind switch
    {
        TextPartKind.Mark => $"[{part.Text}]",
        TextPartKind.Link => $"<{part.Text}>",
        _ => part.Text,
    }));
}
