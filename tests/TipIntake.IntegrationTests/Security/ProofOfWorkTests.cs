using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Keys;
using TipIntake.Security.ProofOfWork;
using TipIntake.UnitTests.Security.ProofOfWork;

namespace TipIntake.IntegrationTests.Security;

public sealed class ProofOfWorkTests(TipIntakeApp app)
{
    private const string Home = "203.0.113.9";

    [Fact]
    public async Task In_a_flood_work_brings_an_honest_tip_into_the_first_lane_once()
    {
        await using var service = await app.Another("proofonce", Floods.SmallLimits);
        var reference = await service.HasObject();

        var calm = await Challenge(service, reference);
        await service.Flood(reference, tips: 25);
        var proof = await Solve(service, reference);
        var first = await Send(service, reference, "with work", proof);
        var replayed = await Send(service, reference, "with the same work", proof);
        var without = await Send(service, reference, "without work");

        Assert.False((bool)calm["needed"]!);
        Assert.Null(calm["challenge"]);
        Assert.All([first, replayed, without], answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        var lanes = await app.Lanes(reference, "proofonce");
        Assert.Equal(("first", "deferred", "deferred"), (lanes["with work"], lanes["with the same work"], lanes["without work"]));
        Assert.Equal(20, lanes.Count(lane => lane.Key.StartsWith("flood", StringComparison.Ordinal) && lane.Value == "first"));
        Assert.Equal(28, lanes.Count);
    }

    [Fact]
    public async Task A_retry_with_the_same_proof_is_the_same_tip()
    {
        await using var service = await app.Another("proofretry", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);
        var (proof, key) = (await Solve(service, reference), TipRequests.NewKey());

        var first = await Send(service, reference, "with work", proof, key);
        var again = await Send(service, reference, "with work", proof, key);

        Assert.Equal(first.Body, again.Body);
        var stored = (await app.StoredTips(reference, "proofretry")).Single(tip => (string?)tip["text"] == "with work");
        Assert.Equal("first", (string?)stored["lane"], ignoreCase: true);
    }

    [Fact]
    public async Task Neither_retries_nor_refused_tips_raise_the_alarm()
    {
        await using var service = await app.Another("proofstored", Floods.SmallLimits);
        var reference = await service.HasObject();
        var key = TipRequests.NewKey();

        for (var i = 0; i <= Floods.Limit; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await Send(service, reference, "sent again and again", proof: null, key, $"198.51.100.{i}")).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await Send(service, reference, text: "", from: $"198.51.100.{i}")).Status);
        }

        Assert.False((bool)(await Challenge(service, reference))["needed"]!);
    }

    [Fact]
    public async Task Expired_work_is_worth_nothing_and_costs_nobody_their_tip()
    {
        await using var service = await app.Another("proofexpired", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);
        var earlier = new FakeTimeProvider(DateTimeOffset.UtcNow - Challenges.Lifetime);
        var expired = new Challenges(service.Services.GetRequiredService<KeyRing>(), earlier).Make(reference, Strength.For(1));

        var answer = await Send(service, reference, "with old work", Solver.Solve(expired.Text, expired.Bits));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var stored = (await app.StoredTips(reference, "proofexpired")).Single(tip => (string?)tip["text"] == "with old work");
        Assert.Equal("deferred", (string?)stored["lane"], ignoreCase: true);
    }

    [Fact]
    public async Task Whoever_has_waited_is_let_through_without_work()
    {
        await using var service = await app.Another("proofwaited", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);
        var earlier = new FakeTimeProvider(DateTimeOffset.UtcNow - TimeSpan.FromSeconds(11));
        var waited = new Challenges(service.Services.GetRequiredService<KeyRing>(), earlier).Make(reference, Strength.For(1));

        await Send(service, reference, "after waiting", waited.Text);
        await Send(service, reference, "without waiting", (string?)(await Challenge(service, reference))["challenge"]);

        var lanes = await app.Lanes(reference, "proofwaited");
        Assert.Equal(("first", "deferred"), (lanes["after waiting"], lanes["without waiting"]));
    }

    [Fact]
    public async Task A_proof_for_another_object_brings_a_tip_nowhere_and_costs_nobody_their_tip()
    {
        await using var service = await app.Another("proofother", [.. Floods.SmallLimits, ("TipLanes:Deployment:Limit", "20")]);
        var (flooded, other) = (await service.HasObject(), await service.HasObject());
        await service.Flood(flooded);

        var answer = await Send(service, flooded, "with foreign work", await Solve(service, other));
        var nonsense = await Send(service, flooded, "with nonsense", new string('x', 4_000));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (answer.Status, nonsense.Status));
        var stored = (await app.StoredTips(flooded, "proofother")).Where(tip => ((string)tip["text"]!).StartsWith("with", StringComparison.Ordinal));
        Assert.All(stored, tip => Assert.Equal("deferred", (string?)tip["lane"], ignoreCase: true));
    }

    [Fact]
    public async Task Who_knows_at_first_hand_needs_no_work_until_the_places_for_it_are_taken()
    {
        // A tenth of twenty.
        const int places = 2;
        await using var service = await app.Another("prooffirsthand", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);
        var key = TipRequests.NewKey();

        await Send(service, reference, "I only guess", basis: "guess");
        await Send(service, reference, "I owned one", key: key, basis: "owns-it");
        await Send(service, reference, "I owned one", key: key, basis: "owns-it");
        await Send(service, reference, "I sold", basis: "sold-or-made-it", from: "198.51.101.1");
        await Send(service, reference, "I lived there", basis: "lived-or-worked-there", from: "198.51.101.2");
        await Send(service, reference, "I lived there, with work", await Solve(service, reference), basis: "lived-or-worked-there", from: "198.51.101.3");

        var lanes = await app.Lanes(reference, "prooffirsthand");
        Assert.Equal(("deferred", "first", "first", "deferred", "first"), (lanes["I only guess"], lanes["I owned one"], lanes["I sold"], lanes["I lived there"], lanes["I lived there, with work"]));
        Assert.Equal(places, lanes.Count(lane => lane.Key.StartsWith("I ", StringComparison.Ordinal) && lane.Value == "first") - 1);
    }

    [Fact]
    public async Task While_the_whole_service_is_flooded_who_says_first_hand_shows_work_like_everybody()
    {
        await using var service = await app.Another("proofeverything", [.. Floods.SmallLimits, ("TipLanes:Deployment:Limit", "20")]);
        var reference = await service.HasObject();
        await service.Flood(reference);

        await Send(service, reference, "I owned one", basis: "owns-it");

        Assert.Equal("deferred", (await app.Lanes(reference, "proofeverything"))["I owned one"]);
    }

    [Fact]
    public async Task Behind_an_address_that_somebody_else_has_used_up_work_brings_one_tip_in()
    {
        await using var service = await app.Another("proofentry", [.. Floods.SmallLimits, ShippedRules.Limit(ShippedRules.Tips, "1"), ("TipLanes:RefuseAfter", "1")]);
        var reference = await service.HasObject();
        await Send(service, reference, "flooded by a neighbour");
        var key = TipRequests.NewKey();

        var without = await Send(service, reference, "without work");
        var challenge = await Challenge(service, reference, refused: true);
        var proof = Solver.Solve((string)challenge["challenge"]!, (int)challenge["bits"]!);
        var with = await Send(service, reference, "with work", proof, key);
        var again = await Send(service, reference, "with work", proof, key);
        var other = await Send(service, reference, "with the same work", proof);

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.Created), (without.Status, with.Status));
        Assert.Null(challenge["waitSeconds"]);
        Assert.Equal(with.Body, again.Body);
        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many-requests"), (other.Status, other.Code));
        var lanes = await app.Lanes(reference, "proofentry");
        Assert.Equal(["flooded by a neighbour", "with work"], lanes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("deferred", lanes["with work"]);
    }

    [Fact]
    public async Task Little_work_waiting_and_work_for_another_object_lift_no_refusal()
    {
        await using var service = await app.Another("proofclosed", [.. Floods.SmallLimits, ShippedRules.Limit(ShippedRules.Tips, "1"), ("TipLanes:RefuseAfter", "1")]);
        var (reference, elsewhere) = (await service.HasObject(), await service.HasObject());
        await Send(service, reference, "flooded by a neighbour");
        var challenges = new Challenges(service.Services.GetRequiredService<KeyRing>(), new FakeTimeProvider(DateTimeOffset.UtcNow - TimeSpan.FromMinutes(3)));
        var (little, hard, foreign) = (challenges.Make(reference, Strength.For(1)), challenges.Make(reference, Strength.Hardest), challenges.Make(elsewhere, Strength.Hardest));

        Answer[] answers =
        [
            await Send(service, reference, "little work", Solver.Solve(little.Text, little.Bits)),
            await Send(service, reference, "waited", hard.Text),
            await Send(service, reference, "wrong answer", Solver.Solve(little.Text, little.Bits).Replace(little.Text, hard.Text, StringComparison.Ordinal)),
            await Send(service, reference, "for another object", Solver.Solve(foreign.Text, foreign.Bits)),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status));
        Assert.Equal(["flooded by a neighbour"], (await app.Lanes(reference, "proofclosed")).Keys);
    }

    [Fact]
    public async Task Whether_work_is_needed_is_said_for_objects_that_take_tips_only()
    {
        var unknown = await Ask(app.Service, "OBJ-2099-9999");
        var known = await Ask(app.Service, await app.HasOpenObject());

        Assert.Equal((HttpStatusCode.NotFound, "object-unknown"), (unknown.Status, unknown.Code));
        Assert.Equal(HttpStatusCode.OK, known.Status);
        Assert.Equal("no-store", known.Headers["Cache-Control"]);
        Assert.Equal("""{"needed":false}""", known.Body);
    }

    private static async Task<string> Solve(RunningService service, string reference)
    {
        var challenge = await Challenge(service, reference);

        Assert.True((bool)challenge["needed"]!);
        Assert.Equal((Puzzle.Parts, 10), ((int)challenge["parts"]!, (int)challenge["waitSeconds"]!));
        return Solver.Solve((string)challenge["challenge"]!, (int)challenge["bits"]!);
    }

    private static async Task<JsonNode> Challenge(RunningService service, string reference, bool refused = false) => (await Ask(service, reference, refused)).Json;

    private static async Task<Answer> Ask(RunningService service, string reference, bool refused = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/objects/{reference}/challenge{(refused ? "?refused=true" : "")}");
        return await service.Visitor.Ask(request);
    }

    private static Task<Answer> Send(RunningService service, string reference, string text, string? proof = null, string? key = null, string from = Home, string? basis = null) =>
        service.Visitor.PostWithKey($"/api/v1/objects/{reference}/tips", () => JsonContent.Create(new { text, basis }), key ?? TipRequests.NewKey(), request =>
        {
            request.Headers.Add("X-Forwarded-For", from);
            if (proof is not null)
            {
                request.Headers.Add(ProofCheck.Header, proof);
            }
        });
}
