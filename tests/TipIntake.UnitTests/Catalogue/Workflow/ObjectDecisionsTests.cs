using TipIntake.Catalogue;
using TipIntake.Platform;
using static TipIntake.UnitTests.Catalogue.Workflow.Sample;

namespace TipIntake.UnitTests.Catalogue.Workflow;

public sealed class ObjectDecisionsTests
{
    [Fact]
    public void Whoever_drafted_changed_illustrated_or_proposed_it_may_not_approve_it()
    {
        var proposed = Draft().After(new ObjectTextsChanged(Texts("A red bag"), Boris), new ObjectProposed(Clara, Attested));

        Assert.All([Anna, Boris, Clara], by => Assert.Equal(Refusals.SecondPersonNeeded, ObjectDecisions.Approve(proposed, by).Refusal));
        Assert.Equal(new ObjectApproved("staff:dora"), Assert.Single(ObjectDecisions.Approve(proposed, "staff:dora").Value));
    }

    [Fact]
    public void A_change_after_the_proposal_takes_it_back_to_the_draft()
    {
        object[] changes =
        [
            new ObjectTextsChanged(Texts("A red bag"), Clara), new ObjectPhotoAdded(Photo("b2"), Clara),
            new ObjectPhotoDescribed("a1", In("A red bag"), Clara), new ObjectPhotoRemoved("a1", Clara),
        ];

        TracedObject[] decided = [Proposed(), Approved(), Approved().After(new ObjectScheduled(Boris, Noon))];
        Assert.All(decided, before => Assert.All(changes, change =>
        {
            var after = before.After(change);
            Assert.Equal((ObjectStatus.Draft, null, null, null), (after.Status, after.ProposedBy, after.ApprovedBy, after.PublishAt));
            Assert.Equal([Anna, Clara], after.Contributors);
        }));
    }

    [Fact]
    public void What_is_public_cannot_be_changed()
    {
        TracedObject[] all =
        [
            Published(), Published().After(new ObjectPaused(Noon)), Published().After(new ObjectClosed(Noon, In("Thank you"))), Published().After(new ObjectWithdrawn(Noon)),
        ];

        Assert.All(all, current =>
        {
            Assert.Equal(Refusals.ObjectState, ObjectDecisions.ChangeTexts(current, Texts("A red bag"), Clara).Refusal);
            Assert.Equal(Refusals.ObjectState, ObjectDecisions.AddPhoto(current, Photo("b2"), Clara).Refusal);
            Assert.Equal(Refusals.ObjectState, ObjectDecisions.DescribePhoto(current, "a1", In("Red"), Clara).Refusal);
            Assert.Equal(Refusals.ObjectState, ObjectDecisions.RemovePhoto(current, "a1", Clara).Refusal);
        });
    }

    [Fact]
    public void A_proposal_needs_a_photo_its_description_and_every_point_of_the_attestation()
    {
        var bare = Folded.After(null, new ObjectDrafted("OBJ-2026-0001", Texts(), Anna));
        var mute = bare.After(new ObjectPhotoAdded(Photo() with { AlternativeText = [] }, Anna));

        Assert.Equal(["photo"], ObjectDecisions.Missing(bare));
        Assert.Equal(["alternative-text"], ObjectDecisions.Missing(mute));
        Assert.Equal(Refusals.ObjectIncomplete, ObjectDecisions.Propose(bare, Attested, Anna).Refusal);
        Assert.Equal(Refusals.ObjectIncomplete, ObjectDecisions.Propose(mute, Attested, Anna).Refusal);
        Assert.Equal(Refusals.ObjectIncomplete, ObjectDecisions.Propose(Draft(), Attested with { NamesNoVictim = false }, Anna).Refusal);
        Assert.False(ObjectDecisions.Propose(Draft(), Attested, Anna).IsRefused);
    }

    [Fact]
    public void A_withdrawn_object_stays_withdrawn()
    {
        var gone = Published().After(new ObjectWithdrawn(Noon, Boris, "shows-person"));

        Assert.Equal(Refusals.ReferenceTaken, ObjectDecisions.Draft(gone, gone.Id, Texts(), Anna).Refusal);
        Assert.Equal(Refusals.ObjectState, ObjectDecisions.Propose(gone, Attested, Anna).Refusal);
        Assert.Equal(Refusals.ObjectState, ObjectDecisions.Publish(gone, Noon, Boris).Refusal);
        Assert.Equal(Refusals.ObjectState, ObjectDecisions.Resume(gone, Noon, Boris).Refusal);
        Assert.Equal(Refusals.ObjectState, ObjectDecisions.Withdraw(gone, "other", Noon, Boris).Refusal);
    }

    [Fact]
    public void The_clock_publishes_what_is_due_and_once()
    {
        var scheduled = Approved().After(new ObjectScheduled(Boris, Noon));

        Assert.Equal(Refusals.ObjectState, ObjectDecisions.PublishDue(scheduled, Noon.AddTicks(-1), "worker:schedule").Refusal);
        var published = scheduled.After(ObjectDecisions.PublishDue(scheduled, Noon.AddYears(5), "worker:schedule").Value);
        Assert.Equal((ObjectStatus.Published, null), (published.Status, published.PublishAt));
        Assert.Equal(Refusals.ObjectState, ObjectDecisions.PublishDue(published, Noon.AddYears(6), "worker:schedule").Refusal);
    }

    [Fact]
    public void What_changes_nothing_is_no_event()
    {
        Assert.Empty(ObjectDecisions.ChangeTexts(Proposed(), Texts(), Anna).Value);
        Assert.Empty(ObjectDecisions.DescribePhoto(Proposed(), "a1", In("A bag on a hook"), Anna).Value);
    }

    [Fact]
    public void What_was_returned_says_why_until_it_is_proposed_again()
    {
        var returned = Proposed().After(ObjectDecisions.Return(Proposed(), "shows-person", "A hand, top left.", Anna).Value);

        Assert.Equal((ObjectStatus.Draft, "shows-person"), (returned.Status, returned.Returned?.Reason));
        Assert.Null(returned.After(new ObjectProposed(Anna, Attested)).Returned);
    }
}
