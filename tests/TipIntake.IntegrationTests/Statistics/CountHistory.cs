using System.Globalization;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.IntegrationTests.Statistics;

/// <summary>What happens to one object: senders and two reviewers do what comes to their minds. It remembers what every sender said, as nobody else may.</summary>
internal sealed class CountHistory(IServiceProvider services, int number)
{
    private static readonly string[] Wordings =
    [
        "I bought it at the market of Olhao, the stall with the blue roof.", "My grandmother in Vaduz kept buttons in one of these for years.", "Sold by Torvaldini in Ghent until the shop closed, I worked there.",
        "The factory in Leiria made them for hotels, see https://shop.example/leiria and ask for lot nine.", "An advertising gift of the savings bank of Oberhof, every child got one.", "computer made, look at the handle, no such thing exists",
    ];

    private static readonly string?[] Countries = [null, "PT", "AT", "BE"];
    private static readonly Basis?[] Bases = [null, Basis.OwnsIt, Basis.SeenInPerson, Basis.Guess];

    private readonly Random random = new(number);
    private readonly string reference = string.Create(CultureInfo.InvariantCulture, $"OBJ-2099-{number:D4}");
    private readonly Dictionary<Guid, Tip> said = [];
    private readonly Person first = new(Guid.CreateVersion7(), [StaffRole.Reviewer], Scope.All, null);
    private readonly Person second = new(Guid.CreateVersion7(), [StaffRole.Reviewer], Scope.All, null);

    public int Sent => said.Count;

    private IDocumentStore Store => services.GetRequiredService<IDocumentStore>();

    private TimeProvider Clock => services.GetRequiredService<TimeProvider>();

    /// <summary>One day: senders and reviewers at the same time.</summary>
    public async Task Live()
    {
        var (senders, reviewers) = (new Random(random.Next()), new Random(random.Next()));
        await Task.WhenAll(Send(senders), Work(first, reviewers.Next()), Work(second, reviewers.Next()));
    }

    private async Task Send(Random chance)
    {
        for (var times = chance.Next(3); times > 0; times--)
        {
            await using var session = Store.LightweightSession();
            var tips = Enumerable.Range(0, chance.Next(1, 5)).Select(_ => Say(chance)).ToArray();
            session.Insert(tips);
            session.Insert(TipNews.Of(TipNewsKind.Arrived, Lane.First, [.. tips.Select(tip => tip.Id)], Clock.GetUtcNow()));
            await session.SaveChangesAsync();
            if (chance.Next(3) == 0)
            {
                await Withdraw(chance);
            }
        }
    }

    private Tip Say(Random chance)
    {
        var place = chance.Next(Wordings.Length);
        var tip = new Tip
        {
            Id = Guid.NewGuid(),
            Object = reference,
            ReceivedAt = Clock.GetUtcNow(),
            Lane = Lane.First,
            Key = 1,
            Form = (short)chance.Next(1, 3),
            Text = Wordings[place] + (chance.Next(2) == 0 ? "" : " Please share!!"),
            Country = Countries[chance.Next(Countries.Length)],
            Basis = Bases[chance.Next(Bases.Length)],
        };
        return said[tip.Id] = tip;
    }

    // As WithdrawTip does, which needs a receipt.
    private async Task Withdraw(Random chance)
    {
        // What was withdrawn before it was counted is counted without what it said; only where there is nothing to lose can a test tell.
        var today = Clock.GetUtcNow().UtcDateTime.Date;
        var candidates = said.Values.Where(tip => tip.ReceivedAt.UtcDateTime.Date < today || tip is { Country: null, Basis: null }).ToArray();
        if (candidates.Length == 0)
        {
            return;
        }

        var tip = candidates[chance.Next(candidates.Length)];
        await using var session = Store.LightweightSession();
        if (await session.LoadAsync<Tip>(tip.Id) is { IsWithdrawn: false } there)
        {
            session.Update(there.Emptied(Clock.GetUtcNow()));
            session.Insert(TipNews.Of(TipNewsKind.Withdrawn, Lane.First, [tip.Id], Clock.GetUtcNow()));
            await session.SaveChangesAsync();
        }
    }

    private async Task Work(Person person, int seed)
    {
        var chance = new Random(seed);
        for (var times = chance.Next(6); times > 0; times--)
        {
            await using var scope = services.CreateAsyncScope();
            var query = scope.ServiceProvider.GetRequiredService<IQuerySession>();
            var leads = await query.Query<Lead>().Where(lead => lead.Object == reference).ToListAsync();
            var answers = await query.Query<Hypothesis>().Where(hypothesis => hypothesis.Object == reference).ToListAsync();
            if (leads.Count > 0)
            {
                await Act(scope.ServiceProvider, person, chance, leads[chance.Next(leads.Count)], [.. answers], leads[chance.Next(leads.Count)]);
            }
        }
    }

    private async Task Act(IServiceProvider desk, Person person, Random chance, Lead lead, Hypothesis[] answers, Lead other)
    {
        var (decision, reason) = Decide(chance);
        var answer = answers.Length > 0 ? answers[chance.Next(answers.Length)].Id : null;
        switch (chance.Next(12))
        {
            case 0 or 1 or 2:
                Allowed(await desk.GetRequiredService<AssessLead>().Run(person, lead.Id, new AssessLeadRequest(decision, reason), default));
                break;
            case 3:
                Allowed(await desk.GetRequiredService<AssessLead>().Undo(person, lead.Id, default));
                break;
            case 4 or 5:
                Allowed(await desk.GetRequiredService<ReviewLead>().Run(person, lead.Id, new AssessLeadRequest(decision, reason), default));
                break;
            case 6:
                await Split(desk, person, lead);
                break;
            case 7:
                Allowed((await desk.GetRequiredService<SplitLead>().Undo(person, lead.Id, default)).Refusal);
                break;
            case 8:
                Allowed((await desk.GetRequiredService<OpenHypothesis>().Run(person, reference, new OpenHypothesisRequest(HypothesisKinds.All[chance.Next(HypothesisKinds.All.Length)], "An answer", [lead.Id, .. other.Id == lead.Id ? [] : new[] { other.Id }]), default)).Refusal);
                break;
            case 9 when answer is not null:
                Allowed((await desk.GetRequiredService<ChangeHypothesis>().Put(person, answer, new MoveLeadsRequest([lead.Id]), default)).Refusal);
                break;
            case 10 when answer is not null:
                Allowed((await desk.GetRequiredService<ChangeHypothesis>().SetOutcome(person, answer, new SetOutcomeRequest(chance.Next(2) == 0 ? "identified" : "ruled-out", null), default)).Refusal);
                break;
            case 11 when answer is not null:
                Allowed(chance.Next(2) == 0
                    ? (await desk.GetRequiredService<ChangeHypothesis>().Merge(person, answer, new MergeHypothesesRequest(answers[chance.Next(answers.Length)].Id), default)).Refusal
                    : (await desk.GetRequiredService<ChangeHypothesis>().Part(person, answer, default)).Refusal);
                break;
        }
    }

    private static async Task Split(IServiceProvider desk, Person person, Lead lead)
    {
        await using var command = desk.GetRequiredService<TipIntake.Storage.DatabaseConnections>().Application.CreateCommand($"select tip from tipintake.placements where lead = '{lead.Id}' order by received_at desc limit 2");
        var tips = await TipIntake.Storage.DatabaseRows.ReadAll(command, row => row.GetGuid(0), default);
        if (tips.Count > 0)
        {
            Allowed((await desk.GetRequiredService<SplitLead>().Run(person, lead.Id, new SplitLeadRequest([.. tips]), default)).Refusal);
        }
    }

    private static (string Decision, string Reason) Decide(Random chance)
    {
        var (decision, reasons) = AssessmentReasons.Of.ElementAt(chance.Next(AssessmentReasons.Of.Count));
        return (decision, reasons[chance.Next(reasons.Length)]);
    }

    // What is not possible just now is refused, and that is as much a part of the history.
    private static void Allowed(Outcome<Lead> outcome) => Allowed(outcome.IsRefused ? outcome.Refusal : null);

    private static void Allowed(Refusal? refusal) => Assert.DoesNotContain(refusal?.Code, (string?[])["unexpected", "validation-failed"]);

    /// <summary>Each tip, lead and hypothesis looked at by itself.</summary>
    public async Task<IEnumerable<string>> ByHand()
    {
        await using var session = Store.QuerySession();
        var leads = (await session.Query<Lead>().Where(lead => lead.Object == reference).ToListAsync()).ToDictionary(lead => lead.Id, StringComparer.Ordinal);
        var answers = await session.Query<Hypothesis>().Where(hypothesis => hypothesis.Object == reference).ToListAsync();
        var under = answers.SelectMany(answer => answer.Leads.Select(lead => (lead, answer.Kind))).ToDictionary(pair => pair.lead, pair => pair.Kind, StringComparer.Ordinal);
        var places = await Places();
        var tips = (await session.LoadManyAsync<Tip>(said.Keys)).ToList();
        var links = tips.Where(tip => !tip.IsWithdrawn && tip.Text!.Contains("shop.example", StringComparison.Ordinal)).Take(1).Count();
        var acts = await Acts(session);
        return [
            .. Tally("tip", tips.Select(tip => TipLine(tip, leads, under, places))),
            .. Tally("total", tips.Select(tip => Line(reference, Day(tip.ReceivedAt), "first"))),
            .. Tally("arrived", tips.Select(tip => Line(reference, Day(tip.ReceivedAt), "first"))),
            .. Tally("lead", leads.Values.Where(lead => places.ContainsValue(lead.Id)).Select(lead => LeadLine(lead, acts[lead.Id], KindOf(lead.Id)))),
            .. Tally("hypothesis", answers.Where(answer => answer.MergedInto is null).Select(answer => Line(reference, answer.Kind, answer.Outcome))),
            .. links == 0 ? [] : new[] { $"links {reference}: {links}" },
        ];

        string KindOf(string? lead) => lead is not null && under.TryGetValue(lead, out var kind) ? kind.ToString() : "";
    }

    private string TipLine(Tip tip, Dictionary<string, Lead> leads, Dictionary<string, HypothesisKind> under, Dictionary<Guid, string> places)
    {
        var before = said[tip.Id];
        var lead = !tip.IsWithdrawn && places.TryGetValue(tip.Id, out var place) ? leads[place] : null;
        var decision = lead is { Status: LeadStatus.Decided } ? lead.Assessment!.Decision.ToString() : "";
        var kind = lead is not null && under.TryGetValue(lead.Id, out var of) ? of.ToString() : "";
        return Line(reference, Day(tip.ReceivedAt), "first", before.Form, before.Country ?? "", before.Basis is { } basis ? BasisNames.NameOf(basis) : "", decision, kind, tip.IsWithdrawn ? "true" : "false");
    }

    private static string LeadLine(Lead lead, List<object> acts, string kind)
    {
        var assessed = acts.OfType<LeadAssessed>().Select(act => (DateTimeOffset?)act.At).FirstOrDefault();
        var reviewed = acts.OfType<SecondReviewed>().Select(act => (DateTimeOffset?)act.At).FirstOrDefault();
        var decided = lead.Status == LeadStatus.Decided ? acts.Select(act => act switch { LeadAssessed one => (DateTimeOffset?)one.At, SecondReviewed one => one.At, Adjudicated one => one.At, _ => null }).Max() : null;
        return Line(lead.Object, Day(lead.OpenedAt), Day(assessed), Day(decided), Day(reviewed), lead.Status == LeadStatus.Decided ? lead.Assessment!.Decision : "", kind);
    }

    private static async Task<ILookup<string, object>> All(IQuerySession session, string reference) =>
        (await session.Events.QueryAllRawEvents().Where(e => e.StreamKey!.StartsWith(reference)).OrderBy(e => e.Sequence).ToListAsync()).ToLookup(e => e.StreamKey!, e => e.Data, StringComparer.Ordinal);

    private async Task<Dictionary<string, List<object>>> Acts(IQuerySession session)
    {
        var all = await All(session, reference);
        return all.ToDictionary(stream => stream.Key, stream => stream.ToList(), StringComparer.Ordinal);
    }

    private async Task<Dictionary<Guid, string>> Places()
    {
        await using var command = services.GetRequiredService<TipIntake.Storage.DatabaseConnections>().Application.CreateCommand($"select tip, lead from tipintake.placements where lead like '{reference}.%'");
        return (await TipIntake.Storage.DatabaseRows.ReadAll(command, row => (row.GetGuid(0), row.GetString(1)), default)).ToDictionary();
    }

    private static IEnumerable<string> Tally(string what, IEnumerable<string> lines) => lines.GroupBy(line => line, StringComparer.Ordinal).Select(same => $"{what} {same.Key}: {same.Count()}");

    private static string Line(params object[] parts) => string.Join(' ', parts);

    private static string Day(DateTimeOffset? moment) => moment is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "infinity";
}
