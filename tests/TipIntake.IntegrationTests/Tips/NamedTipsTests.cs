using System.Text.Json;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.IntegrationTests.Tips;

/// <summary>The owner's routines say and keep what the code says, and take nobody's word for more.</summary>
public sealed class NamedTipsTests(TipIntakeApp app)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 15, 30, 12, TimeSpan.Zero);

    private NamedTips Named => app.Service.Services.GetRequiredService<NamedTips>();

    private IDocumentStore Store => app.Service.Services.GetRequiredService<IDocumentStore>();

    [Fact]
    public async Task What_outlives_a_withdrawal_is_what_the_code_says()
    {
        var tip = await HasFullTip();

        Assert.True(await Named.Withdraw(tip.Id, Now, News(TipNewsKind.Withdrawn, tip), CancellationToken.None));
        Assert.False(await Named.Withdraw(tip.Id, Now, News(TipNewsKind.Withdrawn, tip), CancellationToken.None));

        await using var session = Store.QuerySession();
        Assert.Equal(JsonSerializer.Serialize(tip.Emptied(Now)), JsonSerializer.Serialize(await session.LoadAsync<Tip>(tip.Id)));
        Assert.Equal(0, await session.Query<TipProgress>().CountAsync(progress => progress.Id == tip.Id));
    }

    [Fact]
    public async Task A_tip_that_is_named_does_not_say_what_was_said()
    {
        var tip = await HasFullTip();

        var found = Assert.Single(await Named.Find([tip.Id, Guid.NewGuid()], CancellationToken.None));

        Assert.Equal(JsonSerializer.Serialize(tip.Emptied(Now) with { WithdrawnAt = null, BodyHash = tip.BodyHash }), JsonSerializer.Serialize(found));
    }

    [Fact]
    public async Task Of_its_progress_it_says_the_day()
    {
        var tip = await HasFullTip();

        var (messages, progress) = await Named.Follow(tip.Id, CancellationToken.None);

        Assert.Empty(messages);
        Assert.Equal(new TipProgress(tip.Id, new DateTimeOffset(Now.UtcDateTime.Date, TimeSpan.Zero)), progress);
    }

    [Fact]
    public async Task A_message_is_the_senders_and_about_the_tip_that_is_named_whatever_is_claimed()
    {
        var (tip, other) = (await HasFullTip(), await HasFullTip());
        var claimed = new { id = Guid.NewGuid(), tipId = other.Id, from = "reviewer", text = "Call this number", at = Now };
        var news = new { id = Guid.NewGuid(), kind = "Added", lane = "first", tips = new[] { other.Id } };

        await app.Change("tipintake", $"set role tipintake_public; select * from tipintake.add_to_tip('{tip.Id}', '{JsonSerializer.Serialize(claimed)}', '{JsonSerializer.Serialize(news)}', 100)");

        var message = Assert.Single((await Named.Follow(tip.Id, CancellationToken.None)).Messages);
        Assert.Equal((MessageFrom.Sender, tip.Id), (message.From, message.TipId));
        Assert.Empty((await Named.Follow(other.Id, CancellationToken.None)).Messages);
    }

    [Fact]
    public async Task News_of_a_message_are_of_its_tip_and_in_its_lane()
    {
        // No node takes note of it here.
        await using var service = await app.Another("tipintake_named_news", ("Surfaces:Staff:Url", ""));
        var store = service.Services.GetRequiredService<IDocumentStore>();
        var tip = await HasFullTip(store);
        var message = new TipMessage { Id = Guid.NewGuid(), TipId = tip.Id, From = MessageFrom.Sender, Text = "It had a zip", At = Now };
        var news = TipNews.Of(TipNewsKind.Added, Lane.First, [Guid.NewGuid()], Now);

        var (outcome, _) = await service.Services.GetRequiredService<NamedTips>().Add(message, news, 1, CancellationToken.None);
        var (again, standing) = await service.Services.GetRequiredService<NamedTips>().Add(message with { Text = "Other words" }, News(TipNewsKind.Added, tip), 1, CancellationToken.None);
        var (full, _) = await service.Services.GetRequiredService<NamedTips>().Add(message with { Id = Guid.NewGuid() }, News(TipNewsKind.Added, tip), 1, CancellationToken.None);

        Assert.Equal((Addition.Added, Addition.Stands, Addition.Full), (outcome, again, full));
        Assert.Equal(message, standing);
        await using var session = store.QuerySession();
        var noted = Assert.Single(await session.Query<TipNews>().ToListAsync());
        Assert.Equal((TipNewsKind.Added, Lane.Deferred, tip.Id), (noted.Kind, noted.Lane, Assert.Single(noted.Tips)));
    }

    private static TipNews News(TipNewsKind kind, Tip tip) => TipNews.Of(kind, tip.Lane, [tip.Id], Now);

    private Task<Tip> HasFullTip() => HasFullTip(Store);

    private static async Task<Tip> HasFullTip(IDocumentStore store)
    {
        var tip = new Tip
        {
            Id = Guid.NewGuid(),
            Object = "OBJ-2103-0001",
            ReceivedAt = Now.AddTicks(1234567),
            Lane = Lane.Deferred,
            Key = 1,
            Form = 2,
            Text = "words",
            Country = "PT",
            Place = "place",
            Period = "then",
            Link = "example.org",
            Basis = Basis.Guess,
            Language = "en",
            Campaign = "radio-2026",
            Disclosure = true,
            TextReplaced = true,
            BodyHash = [1, 2, 3],
        };
        Assert.All(typeof(Tip).GetProperties().Where(property => property.CanWrite && property.Name is not (nameof(Tip.WithdrawnAt) or nameof(Tip.Aged))), property => Assert.NotNull(property.GetValue(tip)));
        await using var session = store.LightweightSession();
        session.Insert(tip);
        session.Insert(new TipProgress(tip.Id, ReadAt: Now));
        await session.SaveChangesAsync();
        return tip;
    }
}
