using System.Text;
using CsCheck;
using TipIntake.Pages;

namespace TipIntake.UnitTests.Pages;

public sealed class UrlEncodedFormTests
{
    [Theory]
    [InlineData("text=a+b%20c%2B", "a b c+")]
    [InlineData("text=", "")]
    [InlineData("text", "")]
    [InlineData("&&text=a&text=b&", "a")]
    [InlineData("text=a=b", "a=b")]
    [InlineData("text=100%", "100%")]
    [InlineData("text=%zz%4", "%zz%4")]
    [InlineData("text=%41", "A")]
    [InlineData("text=%00", "\0")]
    [InlineData("text=%FF", "\uFFFD")]
    [InlineData("text=%C3%A9é", "éé")]
    public void A_form_is_read_as_browsers_write_it(string body, string text) =>
        Assert.Equal(text, UrlEncodedForm.Parse(Encoding.UTF8.GetBytes(body), 32)!["text"]);

    [Fact]
    public void More_fields_than_any_form_has_are_not_read() =>
        Assert.Null(UrlEncodedForm.Parse(Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, 33).Select(number => $"f{number}=1"))), 32));

    [Fact]
    public void What_is_written_is_read() =>
        Gen.String.Where(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text).Sample(text =>
            UrlEncodedForm.Parse(Encoding.ASCII.GetBytes($"text={Uri.EscapeDataString(text)}"), 32)!["text"] == text);

    [Fact]
    public void No_bytes_at_all_break_the_reader() =>
        Gen.Byte.Array[0, 200].Sample(body => UrlEncodedForm.Parse(body, 32)?.Count is null or <= 32);
}
