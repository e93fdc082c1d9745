using System.Text;
using CsCheck;
using TipIntake.Pages;

namespace TipIntake.UnitTests.Pages;

public sealed class CampaignMarksTests
{
    private static readonly Gen<string> Piece = Gen.OneOf(Gen.String[0, 20], Gen.Const(CampaignMarks.Value), Gen.Const(CampaignMarks.Query));

    [Fact]
    public void Taking_marks_out_and_putting_a_code_in_is_the_same_as_replacing_them() =>
        Piece.Array[0, 12].Select(string.Concat).Sample(marked =>
        {
            var bytes = Encoding.UTF8.GetBytes(marked);

            var (page, places) = CampaignMarks.Take(bytes);
            var put = CampaignMarks.Put(page, places, "radio");

            var text = Encoding.UTF8.GetString(bytes);
            Assert.Equal(text.Replace(CampaignMarks.Value, "", StringComparison.Ordinal).Replace(CampaignMarks.Query, "", StringComparison.Ordinal), Encoding.UTF8.GetString(page));
            Assert.Equal(text.Replace(CampaignMarks.Value, "radio", StringComparison.Ordinal).Replace(CampaignMarks.Query, "?c=radio", StringComparison.Ordinal), Encoding.UTF8.GetString(put));
        });
}
