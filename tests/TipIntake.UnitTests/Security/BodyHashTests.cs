using TipIntake.Security.Keys;

namespace TipIntake.UnitTests.Security;

public sealed class BodyHashTests
{
    private static readonly KeySet Keys = KeySet.Make(1, DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_retry_has_the_same_hash_and_another_body_another() =>
        Assert.Multiple(
            () => Assert.Equal(Keys.BodyHash("key-of-the-sender", "body"u8), Keys.BodyHash("key-of-the-sender", "body"u8)),
            () => Assert.NotEqual(Keys.BodyHash("key-of-the-sender", "body"u8), Keys.BodyHash("key-of-the-sender", "bodx"u8)));

    [Fact]
    public void Whoever_holds_the_key_ring_cannot_try_out_what_a_sender_wrote_without_the_senders_key() =>
        Assert.NotEqual(Keys.BodyHash("key-of-the-sender", "+351 555 123"u8), Keys.BodyHash("key-of-a-guesser", "+351 555 123"u8));
}
