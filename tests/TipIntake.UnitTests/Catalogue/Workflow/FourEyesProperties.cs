using CsCheck;
using TipIntake.Catalogue;
using TipIntake.Platform;
using static TipIntake.UnitTests.Catalogue.Workflow.Sample;

namespace TipIntake.UnitTests.Catalogue.Workflow;

/// <summary>Several people act on several objects in any order, also on what they saw a while ago.</summary>
public sealed class FourEyesProperties
{
    private static readonly string[] People = [Anna, Boris, Clara, "staff:dora", "staff:emil"];

    private static readonly (ObjectStatus From, ObjectStatus To)[] Steps =
    [
        (ObjectStatus.Draft, ObjectStatus.Proposed), (ObjectStatus.Proposed, ObjectStatus.Approved), (ObjectStatus.Approved, ObjectStatus.Scheduled),
        (ObjectStatus.Approved, ObjectStatus.Published), (ObjectStatus.Scheduled, ObjectStatus.Published), (ObjectStatus.Published, ObjectStatus.Paused),
        (ObjectStatus.Paused, ObjectStatus.Published), (ObjectStatus.Published, ObjectStatus.Closed), (ObjectStatus.Paused, ObjectStatus.Closed),
        (ObjectStatus.Proposed, ObjectStatus.Draft), (ObjectStatus.Approved, ObjectStatus.Draft), (ObjectStatus.Scheduled, ObjectStatus.Draft),
    ];

    // Which act, who, on which object, and how many versions ago they looked at it; the usual way is likelier, so that much gets published.
    private static readonly Gen<(int Act, int Who, int Which, int Behind)[]> Acts = Gen.Select(
        Gen.Frequency((3, Gen.Int[0, 13]), (1, Gen.Const(5)), (2, Gen.Const(7)), (2, Gen.Const(9))), Gen.Int[0, 4], Gen.Int[0, 2], Gen.Frequency((5, Gen.Const(0)), (1, Gen.Int[1, 4]))).Array[20, 120];

    private static int published;

    [Fact]
    public void Nothing_is_public_without_two_persons_and_no_state_is_skipped()
    {
        Acts.Sample(acts => Live(acts), iter: 10_000);

        // Else the sequences would prove nothing.
        Assert.InRange(published, 2_000, int.MaxValue);
    }

    private static void Live((int Act, int Who, int Which, int Behind)[] acts)
    {
        var desk = new Desk();
        foreach (var (act, who, which, behind) in acts)
        {
            var reference = $"OBJ-2026-000{which}";
            var before = desk.Now(reference);
            var events = desk.Act(act, People[who], reference, behind);
            var after = desk.Now(reference);
            HoldsStep(before, after);
            HoldsContent(before, after, events);
            HoldsFourEyes(desk.Log(reference), after);
        }

        Assert.Equal(desk.References.Count, desk.References.Distinct(StringComparer.Ordinal).Count());
    }

    private static void HoldsStep(TracedObject? before, TracedObject? after)
    {
        if (before?.Status is { } from && after!.Status is var to && from != to)
        {
            Assert.True((to == ObjectStatus.Withdrawn && from != ObjectStatus.Withdrawn) || Steps.Contains((from, to)), $"{from} became {to}");
        }
        else if (before is null && after is not null)
        {
            Assert.Equal(ObjectStatus.Draft, after.Status);
        }
    }

    private static void HoldsContent(TracedObject? before, TracedObject? after, object[] events)
    {
        if (before is { IsPublic: true } or { Status: ObjectStatus.Withdrawn })
        {
            Assert.Equal(before.Photos, after!.Photos);
            Assert.Same(before.Texts, after.Texts);
        }

        Interlocked.Add(ref published, events.OfType<ObjectPublished>().Count());
    }

    // From the log alone, without what the state remembers.
    private static void HoldsFourEyes(List<object> log, TracedObject? now)
    {
        if (now is not { IsPublic: true })
        {
            return;
        }

        var approval = log.Index().Last(entry => entry.Item is ObjectApproved);
        var proposal = log.Index().Last(entry => entry.Item is ObjectProposed && entry.Index < approval.Index);
        var (approver, proposer) = (((ObjectApproved)approval.Item).By, (ObjectProposed)proposal.Item);
        Assert.NotEqual(proposer.By, approver);
        Assert.True(proposer.Attestation!.IsWhole);
        Assert.DoesNotContain(approver, log.Select(Contributor));
        Assert.DoesNotContain(log.Skip(proposal.Index + 1), later => Contributor(later) is not null || later is ObjectReturned);
    }

    private static string? Contributor(object happened) => happened switch
    {
        ObjectDrafted e => e.By,
        ObjectTextsChanged e => e.By,
        ObjectPhotoAdded e => e.By,
        ObjectPhotoDescribed e => e.By,
        ObjectPhotoRemoved e => e.By,
        _ => null,
    };

    /// <summary>Keeps events as the store does: appended only to the version that was looked at.</summary>
    private sealed class Desk
    {
        private readonly Dictionary<string, List<object>> streams = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<TracedObject?>> versions = new(StringComparer.Ordinal);
        private int photos;

        public List<string> References { get; } = [];

        public List<object> Log(string reference) => streams.GetValueOrDefault(reference) ?? [];

        public TracedObject? Now(string reference) => Seen(reference, 0).State;

        public object[] Act(int act, string by, string reference, int behind)
        {
            var (state, version) = Seen(reference, behind);
            var decided = Decide(act, by, reference, state);
            if (decided.IsRefused || version != Log(reference).Count)
            {
                return [];
            }

            References.AddRange(decided.Value.OfType<ObjectDrafted>().Select(drafted => drafted.Reference));
            foreach (var happened in decided.Value)
            {
                streams.TryAdd(reference, []);
                versions.TryAdd(reference, [null]);
                streams[reference].Add(happened);
                versions[reference].Add(versions[reference][^1].After(happened));
            }

            return decided.Value;
        }

        private (TracedObject? State, int Version) Seen(string reference, int behind)
        {
            var known = versions.GetValueOrDefault(reference) ?? [null];
            var version = Math.Max(0, known.Count - 1 - behind);
            return (known[version], version);
        }

        private Outcome<object[]> Decide(int act, string by, string reference, TracedObject? state) => (act, state) switch
        {
            (0, _) or (_, null) => ObjectDecisions.Draft(state, reference, Texts(), by),
            (1, _) => ObjectDecisions.ChangeTexts(state, Texts($"A bag {state.Photos.Length}"), by),
            (2 or 5, { Photos.Length: 0 }) => ObjectDecisions.AddPhoto(state, Photo($"p{photos++}"), by),
            (2, _) => ObjectDecisions.AddPhoto(state, Photo($"p{photos++}"), by),
            (3, { Photos: [var photo, ..] }) => ObjectDecisions.RemovePhoto(state, photo.Id, by),
            (4, { Photos: [var photo, ..] }) => ObjectDecisions.DescribePhoto(state, photo.Id, In($"A bag {photos++}"), by),
            (5, _) => ObjectDecisions.Propose(state, Attested with { IsNeutral = photos % 7 != 6 }, by),
            (6, _) => ObjectDecisions.Return(state, "other", null, by),
            (7, _) => ObjectDecisions.Approve(state, by),
            (8, _) => ObjectDecisions.Schedule(state, Noon.AddMinutes(photos), by),
            (9, _) => ObjectDecisions.Publish(state, Noon, by),
            (10, _) => ObjectDecisions.PublishDue(state, Noon.AddMinutes(photos % 5), "worker:schedule"),
            (11, { Status: ObjectStatus.Paused }) => ObjectDecisions.Resume(state, Noon, by),
            (11, _) => ObjectDecisions.Pause(state, Noon, by),
            (12, _) => ObjectDecisions.Close(state, "recognised", In("Thank you"), Noon, by),
            (13, _) when photos % 3 == 0 => ObjectDecisions.Withdraw(state, "other", Noon, by),
            _ => ObjectDecisions.Publish(state, Noon, by),
        };
    }
}
