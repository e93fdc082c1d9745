using System.Reflection;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class PriorityTests
{
    [Fact]
    public void Who_made_it_stands_before_who_guesses()
    {
        var maker = Told.Text("I worked at the Torvaldini glassworks in Ghent from 1981 to 1986; we made 400 of these for one hotel.").By(Basis.SoldOrMadeIt);
        var guesser = Told.Text("maybe from the nineties? looks like something from a shop").By(Basis.Guess);

        Assert.True(Score(maker) > Score(guesser) + 30);
    }

    [Fact]
    public void Words_alone_tell_who_knows_at_first_hand()
    {
        var maker = Told.Text("Pracowałam w hucie Torvaldini w Gandawie od 1981 do 1986, zrobiliśmy 400 sztuk dla jednego hotelu.");
        var guesser = Told.Text("chyba z lat 90., gdzieś widziałem podobne?");

        Assert.True(Features(maker).IsFirstHand);
        Assert.False(Features(guesser).IsFirstHand);
        Assert.True(Score(maker) > Score(guesser));
    }

    [Fact]
    public void Copies_sink_and_say_so()
    {
        var tip = Told.Text("Share this! It was sold at Torvaldini in Ghent in 1981, everybody had one.");
        var one = Features(tip);
        var many = Enumerable.Range(0, 211).Aggregate(one, (lead, _) => LeadFeatures.Add(lead, tip, Clues.Of(tip)));

        var points = Priority.Of(many, LeadContext.Alone, new PriorityWeights());

        Assert.Contains("one of 212 copies", points.Select(PointCodes.Sentence));
        Assert.True(Priority.Sum(points) < Priority.Sum(Priority.Of(one, LeadContext.Alone, new PriorityWeights())));
        Assert.Equal((212, 1, 1), (many.Tips, many.Wordings.Count, many.Days.Count));
    }

    [Fact]
    public void Every_point_has_a_sentence_and_every_weight_a_point()
    {
        var codes = typeof(PointCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.Equal(codes.Order(StringComparer.Ordinal), PointCodes.Sentences.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(codes.Select(code => code.Replace("-", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            typeof(PriorityWeights).GetProperties().Where(property => property.PropertyType == typeof(int) && property.Name != nameof(PriorityWeights.PerDayWaiting)).Select(property => property.Name.ToLowerInvariant()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_score_is_the_sum_of_its_points()
    {
        var facts = Told.Text("Sold at Torvaldini, Ghent, 1981").By(Basis.OwnsIt);

        var points = Priority.Of(Features(facts), LeadContext.Alone, new PriorityWeights());

        Assert.NotEmpty(points);
        Assert.Equal(points.Sum(point => point.Points), Priority.Sum(points));
        Assert.DoesNotContain(points, point => point.Points == 0);
    }

    [Fact]
    public void A_thousand_different_things_are_counted_nearly()
    {
        var few = Enumerable.Range(0, 50).Aggregate(Distinct.None, (all, i) => all.With($"thing {i}"));
        var many = Enumerable.Range(0, 1_000).Aggregate(Distinct.None, (all, i) => all.With($"thing {i}").With($"thing {i / 2}"));

        Assert.Equal(50, few.Count);
        Assert.InRange(many.Count, 700, 1_400);
    }

    private static LeadFeatures Features(TipFacts facts) => LeadFeatures.Add(null, facts, Clues.Of(facts));

    private static int Score(TipFacts facts) => Priority.Sum(Priority.Of(Features(facts), LeadContext.Alone, new PriorityWeights()));
}
