using System.Net;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>A flood of copies is one lead, and what a person writes in the middle of it is found at once.</summary>
public sealed class BotPostTests(TipIntakeApp app)
{
    private const int Copies = 700;
    private const int FirstPage = 25;

    [Fact]
    public async Task Seven_hundred_identical_posts_are_one_lead_and_a_genuine_tip_among_them_is_on_the_first_page()
    {
        await using var service = await app.Another("botposts");
        var reference = await service.HasObject();
        const string copy = "THIS IS FROM THE HOTEL MIRAFLORES!!! everybody share this so that the police see it";
        var sent = Enumerable.Range(0, Copies).Select(number => new { text = copy + (number % 3 == 0 ? " 🙏" : "") }).Cast<object>().ToList();
        sent.Insert(Copies / 2, new { text = "I sewed these in 2011 at Tecelagem Ribeiro in Guimarães; the zip came from a supplier in Porto.", basis = "sold-or-made-it", country = "PT", place = "Guimarães" });

        await Parallel.ForEachAsync(sent, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (body, _) => Assert.Equal(HttpStatusCode.Created, (await service.Visitor.SendTip(reference, body)).Status));
        var queue = await service.HasPlaced(reference, Copies + 1);

        Assert.Equal(2, queue.Count);
        Assert.Equal(Copies, queue.Max(lead => (int)lead["tips"]!));
        Assert.Equal(1, (int)queue.Take(FirstPage).First()["tips"]!);
    }
}
