using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>A flood of copies is one lead, and what a person writes in the middle of it is found at once.</summary>
public sealed class BotPostTests(TipIntakeApp app)
{
    private const int Copies = 700;
    private const int FirstPage = 25;
    private const int NumberedPosts = 60;

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

    [Fact]
    public async Task A_robot_that_numbers_its_posts_fills_a_lead_with_so_many_numbers_and_no_more()
    {
        await using var service = await app.Another("numberedposts");
        var reference = await service.HasObject();
        await Send(service, reference, 1_000, place: null);
        await service.HasPlaced(reference, NumberedPosts);
        var before = await CountClues(service, "Code");

        await Send(service, reference, 2_000, place: "Guimarães");
        await service.HasPlaced(reference, 2 * NumberedPosts);

        Assert.InRange(before, Clues.MostOfLead, NumberedPosts);
        Assert.Equal(before, await CountClues(service, "Code"));
        Assert.Equal(1, await CountClues(service, "Place"));
    }

    private static Task Send(RunningService service, string reference, int from, string? place) => Parallel.ForAsync(
        0, NumberedPosts, new ParallelOptions { MaxDegreeOfParallelism = 4 },
        async (number, _) => Assert.Equal(HttpStatusCode.Created, (await service.Visitor.SendTip(reference, new { text = $"Everybody has to see this lamp, share it with all your friends and families today: post {from + number}", place })).Status));

    private static async Task<int> CountClues(RunningService service, string kind)
    {
        await using var command = service.Services.GetRequiredService<DatabaseConnections>().Application.CreateCommand($"select count(*)::int from tipintake.clues where kind = '{kind}'");
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
