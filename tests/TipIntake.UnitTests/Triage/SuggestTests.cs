using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class SuggestTests
{
    private static readonly string[] Ghent =
    [
        "We bought ours at Torvaldini in Ghent in 1981.",
        "Мы купили такую у Торвальдини в 1981 году",
        "Era in vendita da Torvaldini, a Ghent.",
    ];

    private static readonly string[] Others =
    [
        "My aunt had it from a market in Lisbon.",
        "Das ist computergeneriert, das gibt es nicht.",
        "C'est une image générée par ordinateur.",
        "no idea, nice lamp",
    ];

    [Fact]
    public void Leads_that_share_a_name_are_one_answer_in_any_language()
    {
        var groups = SuggestAll.Of(Leads([.. Ghent, .. Others]));

        var torvaldini = Assert.Single(groups, group => group.Leads.Contains(Id(0)));
        Assert.Equal([Id(0), Id(1), Id(2)], torvaldini.Leads.Order());
        Assert.Contains(torvaldini.Reasons, reason => reason.Clue.Kind == ClueKind.Name);
    }

    [Fact]
    public void Those_who_doubt_the_picture_are_one_answer()
    {
        var groups = SuggestAll.Of(Leads([.. Ghent, .. Others]));

        var doubt = Assert.Single(groups, group => group.Kind == HypothesisKind.NotReal);
        Assert.Equal([Id(4), Id(5)], doubt.Leads.Order());
    }

    [Fact]
    public void A_refused_lead_does_not_come_back()
    {
        var confirmed = "OBJ-2026-0001.H1";
        var leads = Leads(Ghent);
        leads[0] = leads[0] with { Confirmed = confirmed };

        var groups = SuggestAll.Of(leads, new HashSet<(string, string)> { (Id(1), confirmed) });

        var torvaldini = Assert.Single(groups, group => group.Existing == confirmed);
        Assert.Contains(Id(2), torvaldini.Leads);
        Assert.DoesNotContain(Id(1), torvaldini.Leads);
    }

    [Fact]
    public void A_new_lead_joins_the_group_that_shares_its_names()
    {
        const string confirmed = "OBJ-2026-0001.H1";
        var leads = Leads([.. Ghent, .. Others]);
        leads[0] = leads[0] with { Confirmed = confirmed };
        leads[2] = leads[2] with { Confirmed = confirmed };

        var groups = SuggestAll.Of(leads);

        var torvaldini = Assert.Single(groups, group => group.Existing == confirmed);
        Assert.Contains(Id(1), torvaldini.Leads);
        Assert.DoesNotContain(Id(6), groups.SelectMany(group => group.Leads));
    }

    private static List<LeadClues> Leads(string[] texts) => [.. texts.Select((text, i) => new LeadClues(Id(i), null, 1, [.. Clues.Of(Told.Text(text))]))];

    private static string Id(int i) => Lead.IdOf("OBJ-2026-0001", i + 1);
}
