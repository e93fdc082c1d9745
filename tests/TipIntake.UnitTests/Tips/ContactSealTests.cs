using System.Text;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using NSec.Cryptography;
using TipIntake.Platform;
using TipIntake.Tips;

namespace TipIntake.UnitTests.Tips;

public sealed class ContactSealTests : IDisposable
{
    private static readonly Guid Tip = new("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");

    // Every plane of Unicode, and more often what people write: Latin, Arabic and Hebrew, emoji, marks, direction signs.
    private static readonly Gen<string> Contacts = Gen.Frequency(
            (4, Gen.Int[0x20, 0x7E]),
            (2, Gen.Int[0x590, 0x6FF]),
            (2, Gen.Int[0x1F300, 0x1FAFF]),
            (1, Gen.Int[0x300, 0x36F]),
            (1, Gen.Int[0x200B, 0x2069]),
            (1, Gen.Int[0, 0xD7FF]),
            (1, Gen.Int[0xE000, 0x10FFFF]))
        .Array[0, ContactEnvelope.LongestContact]
        .Select(scalars => string.Concat(scalars.Select(s => new Rune(s).ToString())));

    private static readonly Gen<Guid> Ids = Gen.Byte.Array[16].Select(b => new Guid(b));

    private readonly ContactPrivateKey key = ContactPrivateKey.Make();

    public void Dispose() => key.Dispose();

    [Fact]
    public void Whoever_holds_the_private_key_reads_what_the_sender_wrote() =>
        Gen.Select(Contacts, Ids).Sample((contact, tip) =>
            ContactSeal.Open(Sealing().Seal(contact, tip), tip, key) == new OpenedContact(contact));

    [Fact]
    public void The_longest_contact_of_the_widest_characters_fits()
    {
        var contact = string.Concat(Enumerable.Repeat("\U0001F9F8", ContactEnvelope.LongestContact));

        var opened = ContactSeal.Open(Sealing().Seal(contact, Tip), Tip, key);

        Assert.Equal(contact, opened.Text);
    }

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character()
    {
        var opened = ContactSeal.Open(Sealing().Seal("ada\uD83D@example.org", Tip), Tip, key);

        Assert.Equal("ada\uFFFD@example.org", opened.Text);
    }

    [Fact]
    public void The_envelope_is_the_same_size_whatever_is_in_it() =>
        Contacts.Sample(contact => Sealing().Seal(contact, Tip).Length == ContactEnvelope.Size);

    [Fact]
    public void Seals_of_the_same_contact_by_two_services_share_only_version_and_key_id()
    {
        var first = Sealing().Seal("ada@example.org", Tip);
        var second = Sealing().Seal("ada@example.org", Tip);

        var same = first.Zip(second).Count(pair => pair.First == pair.Second);
        Assert.Equal(first[..9], second[..9]);
        Assert.NotEqual(first[9..41], second[9..41]);
        Assert.NotEqual(first[41..65], second[41..65]);
        Assert.InRange(same, 9, 40);
    }

    [Fact]
    public void The_envelope_holds_nothing_readable()
    {
        var envelope = Sealing().Seal("ada@example.org", Tip);

        Assert.DoesNotContain("ada@", Encoding.Latin1.GetString(envelope), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_single_flipped_bit_is_noticed()
    {
        var envelope = Sealing().Seal("ada@example.org", Tip);
        var bits = envelope.Length * 8;

        var faults = Enumerable.Range(0, bits).Select(bit =>
        {
            byte[] flipped = [.. envelope];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            return ContactSeal.Open(flipped, Tip, key).Fault;
        }).ToArray();

        Assert.Equal(ContactEnvelope.Size * 8, faults.Length);
        Assert.All(faults[..8], f => Assert.Equal(ContactFault.VersionUnknown, f));
        Assert.All(faults[8..72], f => Assert.Equal(ContactFault.OtherKey, f));
        Assert.All(faults[72..], f => Assert.Equal(ContactFault.NotAuthentic, f));
    }

    [Fact]
    public void An_envelope_moved_to_another_tip_does_not_open() =>
        Ids.Where(id => id != Tip).Sample(other =>
            ContactSeal.Open(Sealing().Seal("ada@example.org", Tip), other, key) == ContactFault.NotAuthentic);

    [Fact]
    public void Another_key_does_not_open_even_under_a_borrowed_key_id()
    {
        using var other = ContactPrivateKey.Make();
        var envelope = Sealing().Seal("ada@example.org", Tip);

        var plain = ContactSeal.Open(envelope, Tip, other);
        other.Public.Id.Write(envelope.AsSpan(1));
        var borrowed = ContactSeal.Open(envelope, Tip, other);

        Assert.Equal(ContactFault.OtherKey, plain.Fault);
        Assert.Equal(ContactFault.NotAuthentic, borrowed.Fault);
    }

    [Fact]
    public void Bytes_of_any_kind_are_refused_and_never_throw()
    {
        var envelope = Sealing().Seal("ada@example.org", Tip);
        var bytes = Gen.OneOf(
            Gen.Byte.Array[0, ContactEnvelope.Size + 20],
            Gen.Byte.Array[0, 100].Select(tail => (byte[])[.. envelope, .. tail, 0]),
            Gen.Int[0, ContactEnvelope.Size - 1].Select(length => envelope[..length]),
            Gen.Byte.Array[ContactEnvelope.Size - 9].Select(rest => (byte[])[.. envelope.AsSpan(0, 9), .. rest]));

        bytes.Sample(b => ContactSeal.Open(b, Tip, key) is { Text: null, Fault: not null });
    }

    [Fact]
    public void A_truncated_envelope_is_malformed()
    {
        var envelope = Sealing().Seal("ada@example.org", Tip);

        Assert.Equal(ContactFault.Malformed, ContactSeal.Open([], Tip, key).Fault);
        Assert.Equal(ContactFault.Malformed, ContactSeal.Open(envelope.AsSpan(0, ContactEnvelope.Size - 1), Tip, key).Fault);
    }

    [Fact]
    public void The_standards_composed_by_hand_open_what_the_service_seals()
    {
        var raw = key.Key.Export(KeyBlobFormat.RawPrivateKey);

        var opened = ContactByHand.Open(Sealing().Seal("ada@example.org 📞 ‎+351 555", Tip), Tip, raw);

        Assert.Equal("ada@example.org 📞 ‎+351 555", opened);
    }

    [Fact]
    public void The_service_opens_what_the_standards_composed_by_hand_seal()
    {
        byte[] recipient = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        byte[] ephemeral = [.. Enumerable.Range(101, 32).Select(i => (byte)i)];
        byte[] nonce = [.. Enumerable.Range(201, 24).Select(i => (byte)i)];
        using var fixedKey = ContactPrivateKey.From(recipient);

        var envelope = ContactByHand.Seal("ada@example.org", Tip, ContactByHand.PublicOf(recipient), ephemeral, nonce);

        Assert.Equal(new OpenedContact("ada@example.org"), ContactSeal.Open(envelope, Tip, fixedKey));
    }

    [Fact]
    public void The_hand_made_parts_agree_with_their_published_vectors()
    {
        // RFC 7748 section 5.2 (one iteration), draft-irtf-cfrg-xchacha-03 section 2.2.1.
        byte[] nine = [9, .. new byte[31]];
        byte[] counting = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

        Assert.Equal(
            "422C8E7A6227D7BCA1350B3E2BB7279F7897B87BB6854B783C60E80311AE3079",
            Convert.ToHexString(ContactByHand.X25519(nine, nine)));
        Assert.Equal(
            "82413B4227B27BFED30E42508A877D73A0F9E4D58A74A853C12EC41326D3ECDC",
            Convert.ToHexString(ContactByHand.HChaCha20(counting, Convert.FromHexString("000000090000004A0000000031415927"))));
    }

    [Fact]
    public void Padding_that_is_not_ours_is_malformed_not_text()
    {
        var padded = new byte[ContactEnvelope.PaddedSize];
        padded[^1] = 1;
        Assert.Null(ContactEnvelope.Unpad(padded));

        padded.AsSpan().Fill(0xFF);
        Assert.Null(ContactEnvelope.Unpad(padded));
    }

    [Fact]
    public void A_contact_that_cannot_be_sealed_is_refused_and_not_kept_in_clear()
    {
        var useless = new ContactSeal(new ContactPublicKey(new byte[32]), TimeProvider.System, NullLogger<ContactSeal>.Instance);

        var outcome = useless.TrySeal("ada@example.org", Tip);

        Assert.Same(Refusals.ContactNotSealed, outcome.Refusal);
        Assert.Equal(503, outcome.Refusal!.Status);
    }

    [Fact]
    public void A_failed_seal_logs_nothing_of_the_contact()
    {
        var log = new KeptLog<ContactSeal>();
        var tooLong = string.Concat(Enumerable.Repeat("ada@example.org ", 100));

        var outcome = new ContactSeal(key.Public, TimeProvider.System, log).TrySeal(tooLong, Tip);

        Assert.True(outcome.IsRefused);
        Assert.DoesNotContain("example", Assert.Single(log.Lines), StringComparison.OrdinalIgnoreCase);
    }

    private ContactSeal Sealing() => new(key.Public, TimeProvider.System, NullLogger<ContactSeal>.Instance);
}
