using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Keys;
using TipIntake.Security.ProofOfWork;
using TipIntake.UnitTests.Security.ProofOfWork;

namespace TipIntake.IntegrationTests.Pages;

/// <summary>The form while an alarm is up, sent by a browser without scripts.</summary>
public sealed class WaitPageTests(TipIntakeApp app)
{
    private static readonly (string Name, string Value)[] Everything =
    [
        ("text", "A bag\r\nwith \"marks\" & <b>"), ("country", "PT"), ("place", "Faro"), ("period", "2013"), ("link", "https://example.org/?a=1&b=2"),
        ("basis", "guess"), ("contact", "me@example.org"), ("campaign", "radio"),
    ];

    [Fact]
    public async Task Whoever_sends_without_work_is_asked_to_wait_and_loses_nothing()
    {
        await using var service = await app.Another("waitasked", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);
        var key = TipRequests.NewKey();

        var page = await service.Visitor.SendForm($"/en/objects/{reference}", [("key", key), .. Everything]);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
        Assert.Contains("Please wait for 10 seconds, then press Send.", page.Shown(), StringComparison.Ordinal);
        Assert.All(Everything, field => Assert.Equal(field.Value, WebUtility.HtmlDecode(page.Hidden(field.Name))));
        Assert.Equal(key, page.Hidden("key"));
        Assert.Equal(Floods.Limit + 1, (await app.StoredTips(reference, "waitasked")).Count);
    }

    [Fact]
    public async Task Whoever_has_waited_goes_first_and_whoever_does_not_is_stored_and_read_later()
    {
        await using var service = await app.Another("waitdone", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);

        var page = await service.Visitor.Tell(reference, ("text", "too soon"));
        var early = await service.Visitor.Tell(reference, ("text", "too soon"), ("proof", page.Hidden("proof")));
        var patient = await service.Visitor.Tell(reference, ("text", "after the wait"), ("proof", Earlier(service, reference)));

        Assert.Equal((29, 29), (early.Receipt().Length, patient.Receipt().Length));
        var lanes = await app.Lanes(reference, "waitdone");
        Assert.Equal(("deferred", "first"), (lanes["too soon"], lanes["after the wait"]));
    }

    [Fact]
    public async Task Whoever_tells_of_somebody_in_danger_is_not_asked_to_wait()
    {
        await using var service = await app.Another("waitdanger", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);

        var sent = await service.Visitor.Tell(reference, ("text", "a child is in danger"), ("disclosure", "true"));

        Assert.Equal(29, sent.Receipt().Length);
        Assert.Equal("deferred", (await app.Lanes(reference, "waitdanger"))["a child is in danger"]);
    }

    [Fact]
    public async Task Whoever_knows_at_first_hand_is_not_asked_to_wait_whether_or_not_a_place_is_left()
    {
        await using var service = await app.Another("waitfirsthand", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);

        var (first, second, third) = (await FirstHand("one"), await FirstHand("two"), await FirstHand("three"));
        var guessed = await service.Visitor.Tell(reference, ("text", "a guess"), ("basis", "guess"));

        Assert.Equal((29, 29, 29), (first.Receipt().Length, second.Receipt().Length, third.Receipt().Length));
        Assert.Contains("Please wait", guessed.Shown(), StringComparison.Ordinal);
        var lanes = await app.Lanes(reference, "waitfirsthand");
        Assert.Equal(("first", "first", "deferred"), (lanes["one"], lanes["two"], lanes["three"]));

        Task<Answer> FirstHand(string text) => service.Visitor.Tell(reference, ("text", text), ("basis", "sold-or-made-it"));
    }

    [Fact]
    public async Task Whoever_shows_work_is_not_asked_to_wait()
    {
        await using var service = await app.Another("waitnot", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);
        var challenge = (await service.Visitor.Open($"/api/v1/objects/{reference}/challenge")).Json;

        var sent = await service.Visitor.Tell(reference, ("text", "with work"), ("proof", Solver.Solve((string)challenge["challenge"]!, (int)challenge["bits"]!)));

        Assert.Equal(29, sent.Receipt().Length);
        Assert.Equal("first", (await app.Lanes(reference, "waitnot"))["with work"]);
    }

    [Fact]
    public async Task When_no_more_uses_can_be_remembered_a_tip_is_stored_and_nobody_waits_for_ever()
    {
        await using var service = await app.Another("waitfull", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);
        var (uses, never) = (service.Services.GetRequiredService<UsedChallenges>(), DateTimeOffset.MaxValue);
        Assert.All(Enumerable.Range(0, UsedChallenges.Most), number => Assert.True(uses.TryUse(new Challenge("", 14, never, never, (UInt128)number), 0)));

        var asked = await service.Visitor.Tell(reference, ("text", "after the wait"));
        var sent = await service.Visitor.Tell(reference, ("text", "after the wait"), ("proof", Earlier(service, reference)));
        var foreign = await service.Visitor.Tell(reference, ("text", "with nonsense"), ("proof", "nonsense"));

        Assert.Contains("Please wait", asked.Shown(), StringComparison.Ordinal);
        Assert.Equal((29, 29), (sent.Receipt().Length, foreign.Receipt().Length));
        var lanes = await app.Lanes(reference, "waitfull");
        Assert.Equal(("deferred", "deferred"), (lanes["after the wait"], lanes["with nonsense"]));
    }

    [Fact]
    public async Task What_could_not_be_taken_anyway_is_said_before_anybody_waits()
    {
        await using var service = await app.Another("waitfaults", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);

        var page = await service.Visitor.Tell(reference, ("text", "x"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Something needs to be changed", page.Shown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_calm_times_nobody_waits()
    {
        var reference = await app.HasOpenObject();

        var sent = await app.Visitor.Tell(reference, ("text", "A bag"), ("proof", "nonsense"));

        Assert.Equal(29, sent.Receipt().Length);
    }

    [Fact]
    public async Task Only_pages_with_the_form_may_start_a_worker()
    {
        var reference = await app.HasOpenObject();

        var policies = new List<string>();
        foreach (var path in new[] { $"/en/objects/{reference}", "/en", "/en/help" })
        {
            policies.Add((await app.Visitor.Open(path)).Headers["Content-Security-Policy"]);
        }

        var refused = await app.Visitor.Tell(reference, ("text", "x"));

        Assert.Contains("trusted-types proof-worker", policies[0], StringComparison.Ordinal);
        Assert.All(policies[1..], policy => Assert.Contains("trusted-types 'none'", policy, StringComparison.Ordinal));
        Assert.Equal(policies[0], refused.Headers["Content-Security-Policy"]);
    }

    private static string Earlier(RunningService service, string reference)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow - TimeSpan.FromSeconds(11));
        return new Challenges(service.Services.GetRequiredService<KeyRing>(), clock).Make(reference, Strength.For(1)).Text;
    }
}
