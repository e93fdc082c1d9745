using System.Buffers;
using System.Text;
using CsCheck;
using TipIntake.Pages;

namespace TipIntake.UnitTests.Pages;

public sealed class CutPageTests
{
    private static readonly Gen<string> Piece =
        Gen.OneOf(Gen.String[0, 20], Gen.Const(CampaignMarks.Value), Gen.Const(CampaignMarks.Query), Gen.Const(CampaignMarks.More), Gen.Const(CampaignMarks.Field), Gen.Const(FreshKey.Mark));

    [Fact]
    public void Cutting_at_marks_and_putting_something_in_is_the_same_as_replacing_them() =>
        Piece.Array[0, 12].Select(string.Concat).Sample(marked =>
        {
            var bytes = Encoding.UTF8.GetBytes(marked);

            var page = new CutPage(bytes);

            var text = Encoding.UTF8.GetString(bytes);
            Assert.Equal(Replaced(text, "", campaign: null), Written(page, new PageInserts("", campaign: null)));
            Assert.Equal(Replaced(text, "a-key", "radio"), Written(page, new PageInserts("a-key", "radio")));
            Assert.Equal(text.Contains(FreshKey.Mark, StringComparison.Ordinal), page.Has(Insert.Key));
            Assert.Equal(text.Contains("(campaign-", StringComparison.Ordinal), page.TakesCampaign);
        });

    private static string Replaced(string text, string key, string? campaign) => text
        .Replace(FreshKey.Mark, key, StringComparison.Ordinal)
        .Replace(CampaignMarks.Value, campaign, StringComparison.Ordinal)
        .Replace(CampaignMarks.Query, campaign is null ? "" : "?c=radio", StringComparison.Ordinal)
        .Replace(CampaignMarks.More, campaign is null ? "" : "&amp;c=radio", StringComparison.Ordinal)
        .Replace(CampaignMarks.Field, campaign is null ? "" : "<input type=\"hidden\" name=\"c\" value=\"radio\">", StringComparison.Ordinal);

    private static string Written(CutPage page, PageInserts inserts)
    {
        var body = new ArrayBufferWriter<byte>();
        page.Write(body, inserts);
        Assert.Equal(page.Length(inserts), body.WrittenCount);
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }
}
