using CsCheck;
using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class WordingTests
{
    /// <summary>Stored keys depend on it: when it changes, the version must.</summary>
    private const long FirstKey = -966302941607115766;

    private const string Claim = "Everybody knows this lamp: it hung in the Fjordlyst ferry cafeteria in Sandvika, every deck had forty of them until the refit in 1998.";

    [Theory]
    [InlineData("EVERYBODY KNOWS THIS LAMP: IT HUNG IN THE FJORDLYST FERRY CAFETERIA IN SANDVIKA, EVERY DECK HAD FORTY OF THEM UNTIL THE REFIT IN 1998")]
    [InlineData("Please share!! Everybody knows this lamp: it hung in the Fjordlyst ferry cafeteria in Sandvika, every deck had forty of them until the refit in 1998. 🙏🙏")]
    [InlineData("every body knows this lamp, it hung in the fjordlyst fery cafeteria in Sandvika. every deck had fourty of them untill the refit in 1998")]
    [InlineData("Every\u200Bbody knows this l\u00ADamp: it hung in the Fj\u2060ordlyst ferry cafeteria in Sandvika, every deck had forty of them until the refit in 1998.")]
    [InlineData("Еverybоdy knоws this lаmp: it hung in the Fjоrdlyst fеrry cаfeteria in Sаndvika, every dеck had fоrty of thеm until the rеfit in 1998.")]
    [InlineData("Ｅｖｅｒｙｂｏｄｙ ｋｎｏｗｓ this lamp: it hung in the Fjordlyst ferry cafeteria in Sandvika, every deck had forty of them until the refit in 1998.")]
    [InlineData("It hung in the Fjordlyst ferry cafeteria in Sandvika, every deck had forty of them until the refit in 1998.")]
    public void A_copy_meets_its_model_however_it_is_disguised(string copy) => Assert.True(Told.Meet(Claim, copy));

    [Theory]
    [InlineData("Everybody knows that lamp, I have no idea where it hung.")]
    [InlineData("Jeder kennt diese Lampe: sie hing in der Cafeteria der Fähre Fjordlyst in Sandvika.")]
    [InlineData("The ferry I worked on had brass lamps of this shape in the saloon, but with white glass, and in 1998 they were sold in Moss.")]
    public void Another_account_of_the_same_thing_stays_apart(string other) => Assert.False(Told.Meet(Claim, other));

    [Theory]
    [InlineData("nice lamp", "NICE LAMP!!!", true)]
    [InlineData("nice lamp", "nice lamps", false)]
    [InlineData("lamp", "nice lamp", false)]
    [InlineData("いいランプですね", "いいランプですね。", true)]
    [InlineData("🙂", "🙂🙂", true)]
    public void Short_texts_meet_only_when_they_are_the_same(string a, string b, bool meet) => Assert.Equal(meet, Told.Meet(a, b));

    [Fact]
    public void A_text_without_spaces_meets_its_light_edit()
    {
        const string Text = "北の港町の食堂で見ました。入口の横に同じ形の灯りが三つ並んでいて、店の人は昭和の終わりに船から外したものだと話していました。";

        Assert.True(Told.Meet(Text, "拡散希望！" + Text.Replace("三つ", "四つ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("https://www.lamps.example/item/12?utm_source=x&b=1&a=2", "http://lamps.example/item/12/?a=2&b=1", true)]
    [InlineData("https://lamps.example/item/12", "https://lamps.example/item/13", false)]
    [InlineData("https://lamps.example/", "https://www.lamps.example", false)]
    public void The_same_link_joins_unless_it_is_a_front_page(string a, string b, bool meet)
    {
        var one = Told.Text("It is this one, from the second photo of the shop") with { Link = a };
        var other = Told.Text("My uncle had the very model that is shown here") with { Link = b };

        Assert.Equal(meet, Told.Meet(one, other));
    }

    [Fact]
    public void A_wording_is_the_same_on_every_node()
    {
        var wording = Told.Worded(Claim);

        Assert.Equal(FirstKey, wording.Keys[0]);
        Assert.InRange(wording.Keys.Length, 1, Wording.MostKeys);
        Assert.Equal(WordingSketch.Length, wording.Sketch.Length);
    }

    [Fact]
    public void Any_text_has_few_keys_and_meets_itself() =>
        Gen.String.Sample(text =>
        {
            var wording = Told.Worded(text);

            Assert.InRange(wording.Keys.Length, 1, Wording.MostKeys);
            Assert.True(Told.Meet(text, text));
        });

    [Theory]
    [InlineData('\u0301')]
    [InlineData('\u202E')]
    [InlineData('\uFFFE')]
    [InlineData('\uD800')]
    [InlineData('漢')]
    public void A_hostile_text_is_taken_like_any_other(char unit) => Assert.True(Told.Meet(new string(unit, 10_000), new string(unit, 10_000)));

    [Fact]
    public void Sketches_of_another_version_never_meet()
    {
        var sketch = Told.Worded(Claim).Sketch;
        byte[] other = [.. sketch];
        other[0]++;

        Assert.False(Wording.IsSame(sketch, other));
        Assert.False(Wording.IsSame(sketch, []));
    }
}
