using CsCheck;
using TipIntake.Security.Keys;

namespace TipIntake.UnitTests.Security;

public sealed class ReceiptTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly Gen<Receipt> AnyReceipt = Gen.Byte.Array[32].Select(bits => Receipt.FromBits(bits));

    [Fact]
    public void What_is_shown_can_be_typed_in_again() =>
        AnyReceipt.Sample(receipt => Receipt.TryRead(receipt.Display, out var read) && read == receipt);

    [Fact]
    public void Lower_case_blanks_and_letters_that_look_like_digits_do_not_matter() =>
        AnyReceipt.Sample(receipt =>
            Receipt.TryRead(" " + receipt.Display.ToLowerInvariant().Replace('-', ' ').Replace('0', 'o').Replace('1', 'l') + "\n", out var read) && read == receipt);

    [Fact]
    public void One_wrong_character_is_always_noticed() =>
        Gen.Select(AnyReceipt, Gen.Int[0, Receipt.Length - 1], Gen.Int[1, 31]).Sample((receipt, position, shift) =>
        {
            var code = receipt.Code.ToCharArray();
            code[position] = Alphabet[(Alphabet.IndexOf(code[position], StringComparison.Ordinal) + shift) % 32];
            return !Receipt.TryRead(new string(code), out _);
        });

    [Fact]
    public void Two_swapped_characters_are_always_noticed() =>
        Gen.Select(AnyReceipt, Gen.Int[0, Receipt.Length - 1], Gen.Int[0, Receipt.Length - 1]).Sample((receipt, a, b) =>
        {
            var code = receipt.Code.ToCharArray();
            (code[a], code[b]) = (code[b], code[a]);
            return code[a] == code[b] || !Receipt.TryRead(new string(code), out _);
        });

    [Fact]
    public void Any_text_at_all_can_be_offered_as_a_receipt() =>
        Gen.String.Sample(text => Receipt.TryRead(text, out var read) ? read.Code.Length == Receipt.Length : read.Code is null);

    [Fact]
    public void Every_one_of_the_130_bits_counts()
    {
        var zero = new byte[32];
        var codes = Enumerable.Range(0, 130).Select(bit =>
        {
            var bits = new byte[32];
            bits[bit / 8] = (byte)(0x80 >> (bit % 8));
            return Receipt.FromBits(bits).Code;
        });

        Assert.Equal(131, codes.Append(Receipt.FromBits(zero).Code).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_receipt_does_not_slip_into_a_log_line() =>
        AnyReceipt.Sample(receipt => !$"{receipt}".Contains(receipt.Code[..6], StringComparison.Ordinal));
}
