using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

/// <summary>What a stranger wrote stays text when somebody opens the table in a spreadsheet.</summary>
public sealed class TipsAsCsvTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+351 123", "'+351 123")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("plain = text", "plain = text")]
    [InlineData(null, "")]
    public void A_cell_is_never_a_formula_and_never_breaks_the_row(string? said, string cell) => Assert.Equal(cell, TipsAsCsv.Cell(said));
}
