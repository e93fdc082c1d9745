using System.Net;
using System.Text.Encodings.Web;
using TipIntake.Pages.Staff;
using TipIntake.Security.RateLimits;
using TipIntake.Triage;

namespace TipIntake.UnitTests.Pages;

/// <summary>A tip's words on a reviewer's page.</summary>
public sealed class ShownTextTests
{
    [Fact]
    public void Words_are_text_and_an_address_is_in_pieces()
    {
        var html = Html("<b>x</b> a.example/b \u202E");

        Assert.StartsWith("&lt;b&gt;x&lt;/b&gt; ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("a.example", html, StringComparison.Ordinal);
        Assert.Contains("<span>a</span><wbr><span>.</span><wbr><span>example</span>", html, StringComparison.Ordinal);
        Assert.EndsWith("<bdi class=\"mark\" dir=\"ltr\">RLO</bdi>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_text_stands_as_a_whole_and_a_long_one_is_cut_between_words()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 200));
        var (head, tail) = ShownText.Fold(words);

        Assert.Equal(("short", null), ShownText.Fold("short"));
        Assert.Equal(words, head + tail);
        Assert.InRange(head.Length, 450, ShownText.Folded);
        Assert.StartsWith(" word", tail, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_lines_are_cut_after_the_twelfth()
    {
        var (head, tail) = ShownText.Fold(string.Join('\n', Enumerable.Range(1, 30)));

        Assert.EndsWith("\n12", head, StringComparison.Ordinal);
        Assert.StartsWith("\n13", tail, StringComparison.Ordinal);
    }

    [Fact]
    public void No_character_is_cut_in_two()
    {
        var (head, tail) = ShownText.Fold(string.Concat(Enumerable.Repeat("😀", 400)));

        Assert.False(char.IsHighSurrogate(head[^1]));
        Assert.False(char.IsLowSurrogate(tail![0]));
    }

    [Theory]
    [InlineData("the P\u0430yPal shop", "the P\u0430yPal<bdi class=\"mark\" dir=\"ltr\">mixed alphabets</bdi> shop")]
    [InlineData("USB-\u043A\u0430\u0431\u0435\u043B\u044C 10k\u03A9", "USB-\u043A\u0430\u0431\u0435\u043B\u044C 10k\u03A9")]
    public void A_word_of_two_alphabets_is_named(string text, string shown)
    {
        Assert.Equal(shown, WebUtility.HtmlDecode(Html(text)));
    }

    [Fact]
    public void What_the_first_tip_does_not_say_is_marked()
    {
        using var writer = new StringWriter();

        ShownText.Of("Sold in <Porto>, on https://a.example/x!", TipOrder.Said("sold IN Faro; on")).WriteTo(writer, HtmlEncoder.Default);

        Assert.StartsWith("Sold in <mark>&lt;Porto&gt;,</mark> on <bdi class=\"said-address\"", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_are_one_and_say_where_they_differ()
    {
        var (first, copy, other) = (Tip("Sold in Faro!", country: "PT"), Tip("sold\u200B in FARO", country: "ES"), Tip("Sold in Porto"));

        var groups = SameWords.Group([first, copy, other, Tip(null), Tip(null)]);

        Assert.Equal([first, other], groups.Take(2).Select(group => group.First));
        Assert.Equal(4, groups.Count);
        Assert.Equal([copy], groups[0].Copies);
        Assert.Equal([("Country", "Spain")], groups[0].Differences(copy));
    }

    private static TipView Tip(string? text, string? country = null) =>
        new(Guid.CreateVersion7(), "OBJ-2100-0001", DateTimeOffset.UnixEpoch, Lane.First, text, country, null, null, null, null, null, false, false, false, false);

    private static string Html(string text)
    {
        using var writer = new StringWriter();
        ShownText.Of(text).WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
