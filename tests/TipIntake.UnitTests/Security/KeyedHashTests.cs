using System.Security.Cryptography;
using CsCheck;
using TipIntake.Security.Keys;

namespace TipIntake.UnitTests.Security;

/// <summary>Receipts that people hold depend on these values: they must never change, from whatever thread.</summary>
public sealed class KeyedHashTests
{
    private static readonly KeySet Known = new(
        1, DateTimeOffset.UnixEpoch, Bytes(1), Bytes(2), Bytes(3), Bytes(4));

    [Fact]
    public void It_is_the_standard_keyed_hash_from_every_thread()
    {
        var key = Bytes(7);
        var hash = new KeyedHash(key);

        Gen.Byte.Array[0, 200].Sample(
            message =>
            {
                var mac = new byte[KeyedHash.Size];
                hash.Of(message, mac);
                return mac.AsSpan().SequenceEqual(HMACSHA256.HashData(key, message));
            },
            iter: 20_000,
            threads: 8);
    }

    [Fact]
    public void Receipts_ids_and_body_hashes_stay_what_they_were_when_they_were_handed_out()
    {
        var receipt = Known.Receipt("OBJ-2026-0001", "0123456789abcdef");

        Assert.Equal("KKNYFWGXT-RF2DA4J64-RFG77EPQ6", receipt.Display);
        Assert.Equal("f2013360-3c94-2598-d974-3c994bbfcb68", Known.TipId(receipt).ToString());
        Assert.Equal("13CFFDF6870AE7620BB22B246D99D56F", Convert.ToHexString(Known.BodyHash("0123456789abcdef", "{}"u8)));
    }

    private static byte[] Bytes(byte value) => [.. Enumerable.Repeat(value, 32)];
}
