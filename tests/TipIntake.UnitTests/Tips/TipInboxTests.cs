using Microsoft.Extensions.Time.Testing;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.UnitTests.Tips;

public sealed class TipInboxTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly TipInbox inbox;

    public TipInboxTests() => inbox = new TipInbox(clock);

    [Fact]
    public void Tips_are_taken_until_the_inbox_is_full()
    {
        Assert.All(Enumerable.Range(0, TipInbox.Capacity), _ => Assert.Equal(InboxAnswer.Taken, Add()));

        Assert.Equal(InboxAnswer.Full, Add());
    }

    [Fact]
    public void Nobody_is_sent_to_wait_behind_a_batch_that_has_taken_two_seconds()
    {
        Begin();
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(InboxAnswer.Taken, Add());

        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(InboxAnswer.HeldUp, Add());

        inbox.BatchEnds(stored: true);
        Assert.Equal(InboxAnswer.Taken, Add());
    }

    [Fact]
    public void After_a_batch_that_failed_one_tip_is_tried_and_nobody_waits_behind_it()
    {
        Begin();
        inbox.BatchEnds(stored: false);

        Assert.Equal(InboxAnswer.Taken, Add());
        Assert.Equal(InboxAnswer.HeldUp, Add());

        Begin();
        Assert.Equal(InboxAnswer.HeldUp, Add());

        inbox.BatchEnds(stored: true);
        Assert.Equal([InboxAnswer.Taken, InboxAnswer.Taken], [Add(), Add()]);
    }

    private InboxAnswer Add() => inbox.TryAdd(new PendingTip(
        new Tip { Id = Guid.Empty, Object = "OBJ-2026-0001", ReceivedAt = DateTimeOffset.UnixEpoch, Lane = Lane.First, Key = 1, Form = 1, BodyHash = [] },
        contact: null,
        earlierIds: [],
        since: 0));

    // As the writer does it: takes what waits, and says so.
    private void Begin()
    {
        while (inbox.Waiting.TryRead(out _))
        {
        }

        inbox.BatchBegins();
    }
}
