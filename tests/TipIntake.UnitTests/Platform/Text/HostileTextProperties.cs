using System.Diagnostics;
using System.Text;
using CsCheck;
using TipIntake.Platform;

namespace TipIntake.UnitTests.Platform;

public sealed class HostileTextProperties
{
    private const int BatchSize = 8_192;

    /// <summary>Any UTF-16 units, halves and controls included, with the troublesome ones more often than chance would have them.</summary>
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Char,
        Gen.Char['\0', '\u00A0'],
        Gen.Char['\u0300', '\u0330'],
        Gen.Char['\u2000', '\u206F'],
        Gen.Char['\uD800', '\uDFFF']).Array[0, 200].Select(c => new string(c));

    [Fact]
    public void Every_scalar_and_every_half_comes_through_or_is_replaced()
    {
        var units = Enumerable.Range(0, 0x11_0000).Select(v => v is >= 0xD800 and <= 0xDFFF ? ((char)v).ToString() : new Rune(v).ToString());
        var seen = 0;

        foreach (var batch in units.Chunk(BatchSize))
        {
            var text = $"x{string.Join('x', batch)}x";
            var expected = Storable.Form(text);
            foreach (var body in new[] { BodyOf.Plain(text), BodyOf.Escaped(text) })
            {
                var read = StrictJson.Parse(body, SampleJson.Default.SampleTip).Value;
                Assert.Equal(expected, HostileText.Clean(read.Value.Text!).Text);
            }

            seen += batch.Length;
        }

        Assert.Equal(1_112_064 + 2_048, seen);
    }

    [Fact]
    public void Exactly_the_declared_characters_are_reported()
    {
        for (var value = 0; value <= 0xFFFF; value++)
        {
            var expected = value is < 0x20 and not (0x09 or 0x0A or 0x0D) or >= 0x7F and <= 0x9F or >= 0xD800 and <= 0xDFFF;
            var text = $"x{(char)value}x";
            var read = StrictJson.Parse(BodyOf.Escaped(text), SampleJson.Default.SampleTip).Value;

            Assert.Equal(expected, HostileText.Clean(text).Replaced);
            Assert.Equal(expected, read.TextReplaced || HostileText.Clean(read.Value.Text!).Replaced);
        }
    }

    [Fact]
    public void Any_text_can_be_stored_after_cleaning_and_cleaning_again_changes_nothing() =>
        AnyText.Sample(
            text =>
            {
                var (clean, _) = HostileText.Clean(text);
                Storable.Check(clean);
                Assert.Equal((clean, false), HostileText.Clean(clean));
            },
            iter: 20_000);

    [Fact]
    public void Escaped_or_not_a_text_is_stored_alike() =>
        AnyText.Sample(
            text =>
            {
                var expected = HostileText.Clean(text);
                foreach (var body in new[] { BodyOf.Plain(text), BodyOf.Escaped(text) })
                {
                    var read = StrictJson.Parse(body, SampleJson.Default.SampleTip).Value;
                    var (stored, replaced) = HostileText.Clean(read.Value.Text!);
                    Assert.Equal(expected, (stored, replaced || read.TextReplaced));
                }
            },
            iter: 20_000);

    [Theory]
    [InlineData("\u0301\u0316")]
    [InlineData("\u0316\u0301a")]
    [InlineData("\uD800")]
    [InlineData("\0")]
    [InlineData("\r")]
    [InlineData("\u200B")]
    [InlineData(" \u2067")]
    [InlineData("e\u0301")]
    [InlineData("\u1100\u1161\u11A8")]
    [InlineData("\uFDFA")]
    public void Time_grows_with_the_length_and_no_faster(string unit)
    {
        var long_ = "z" + string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
        var watch = Stopwatch.StartNew();

        HostileText.Clean(long_);
        StrictJson.Parse(BodyOf.Escaped(long_), SampleJson.Default.SampleTip);

        // A million characters take a few hundred milliseconds; with the square of the length it would be minutes.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }
}
