using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TipIntake.Platform;
using TipIntake.Tips;

namespace TipIntake.UnitTests.Tips;

/// <summary>One key seals the contacts of a second, and is then gone.</summary>
public sealed class SealingKeyTests : IDisposable
{
    private static readonly Guid Tip = new("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");

    private readonly ContactPrivateKey key = ContactPrivateKey.Make();

    public void Dispose() => key.Dispose();

    [Fact]
    public void Contacts_of_the_same_second_have_nonces_and_ciphertexts_of_their_own()
    {
        using var seal = Sealing();

        var envelopes = Enumerable.Range(0, 1_000).Select(_ => seal.Seal("ada@example.org", Tip)).ToArray();

        Assert.Equal(1_000, envelopes.Select(e => Convert.ToHexString(ContactEnvelope.Nonce(e))).Distinct().Count());
        Assert.Equal(1_000, envelopes.Select(e => Convert.ToHexString(e.AsSpan(ContactEnvelope.HeaderSize))).Distinct().Count());
        Assert.All(envelopes, e => Assert.Equal("ada@example.org", ContactSeal.Open(e, Tip, key).Text));
    }

    [Fact]
    public void After_a_second_contacts_are_sealed_with_another_ephemeral_key()
    {
        var clock = new FakeTimeProvider();
        using var seal = new ContactSeal(key.Public, clock, NullLogger<ContactSeal>.Instance);

        var first = seal.Seal("ada@example.org", Tip);
        var same = seal.Seal("ada@example.org", Tip);
        var heldBefore = seal.HoldsKey;
        clock.Advance(TimeSpan.FromSeconds(1));
        var heldAfter = seal.HoldsKey;
        var later = seal.Seal("ada@example.org", Tip);

        Assert.True(heldBefore);
        Assert.False(heldAfter);
        Assert.True(ContactEnvelope.Ephemeral(first).SequenceEqual(ContactEnvelope.Ephemeral(same)));
        Assert.False(ContactEnvelope.Ephemeral(first).SequenceEqual(ContactEnvelope.Ephemeral(later)));
        Assert.Equal("ada@example.org", ContactSeal.Open(later, Tip, key).Text);
    }

    [Fact]
    public async Task Contacts_sealed_on_many_threads_while_the_key_changes_all_open()
    {
        using var seal = Sealing();

        var sealing = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var (ephemeral, kept) = (new HashSet<string>(StringComparer.Ordinal), new List<byte[]>());
            for (var n = 0; ephemeral.Count < 3; n++)
            {
                var envelope = seal.Seal("ada@example.org", Tip);
                if (ephemeral.Add(Convert.ToHexString(ContactEnvelope.Ephemeral(envelope))) || n % 1_000 == 0)
                {
                    kept.Add(envelope);
                }
            }

            return kept;
        })).ToArray();

        Assert.All((await Task.WhenAll(sealing)).SelectMany(e => e), e => Assert.Equal("ada@example.org", ContactSeal.Open(e, Tip, key).Text));
    }

    [Fact]
    public void A_seal_that_is_disposed_of_makes_no_key_again()
    {
        var seal = Sealing();
        seal.Dispose();

        var outcome = seal.TrySeal("ada@example.org", Tip);

        Assert.Same(Refusals.ContactNotSealed, outcome.Refusal);
        Assert.False(seal.HoldsKey);
    }

    private ContactSeal Sealing() => new(key.Public, TimeProvider.System, NullLogger<ContactSeal>.Instance);
}
