using System.Diagnostics.CodeAnalysis;

namespace TipIntake.Security.Keys;

/// <summary>
/// The code that only the sender holds: 26 characters of Crockford's base 32 (130 bits) and a check character, shown in groups
/// of nine. Privacy: it never reaches a disk, a log or a URL; <see cref="ToString"/> says nothing for that reason.
/// </summary>
internal readonly record struct Receipt
{
    public const int Length = 27;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int DataLength = 26;

    // Each position weighs another power of a generator of GF(32), the check itself the zeroth: so every single wrong character
    // and every swap of two, also with the check, changes the sum.
    private static readonly int[] Weights = PowersOfTwo(DataLength);

    private Receipt(string code) => Code = code;

    /// <summary>The 27 characters without groups.</summary>
    public string Code { get; }

    /// <summary>As people read and copy it: three groups of nine.</summary>
    public string Display => $"{Code[..9]}-{Code[9..18]}-{Code[18..]}";

    /// <summary>Makes a receipt of the first 130 bits.</summary>
    public static Receipt FromBits(ReadOnlySpan<byte> bits)
    {
        Span<char> code = stackalloc char[Length];
        var check = 0;

        for (var i = 0; i < DataLength; i++)
        {
            var symbol = SymbolAt(bits, i);
            code[i] = Alphabet[symbol];
            check ^= Multiply(symbol, Weights[i]);
        }

        code[DataLength] = Alphabet[check];
        return new Receipt(new string(code));
    }

    /// <summary>Reads what a person typed: any case, with spaces or dashes, O for 0, I or L for 1. False when a character is wrong or two were swapped.</summary>
    public static bool TryRead([NotNullWhen(true)] string? typed, out Receipt receipt)
    {
        receipt = default;

        if (typed is null || typed.Length > 3 * Length)
        {
            return false;
        }

        Span<char> code = stackalloc char[Length];
        var length = 0;
        var check = 0;

        foreach (var character in typed)
        {
            if (character is '-' or ' ' or '\u00a0' or '\u2010' or '\u2011' or '\u2013' or '\t' or '\r' or '\n')
            {
                continue;
            }

            var symbol = SymbolOf(character);
            if (symbol < 0 || length == Length)
            {
                return false;
            }

            code[length] = Alphabet[symbol];
            check ^= length < DataLength ? Multiply(symbol, Weights[length]) : symbol;
            length++;
        }

        if (length != Length || check != 0)
        {
            return false;
        }

        receipt = new Receipt(new string(code));
        return true;
    }

    public override string ToString() => "(receipt)";

    private static int SymbolAt(ReadOnlySpan<byte> bits, int index)
    {
        var bit = index * 5;
        var window = (bits[bit / 8] << 8) | (bit / 8 + 1 < bits.Length ? bits[bit / 8 + 1] : 0);
        return (window >> (11 - (bit % 8))) & 31;
    }

    private static int SymbolOf(char character) => char.ToUpperInvariant(character) switch
    {
        'O' => 0,
        'I' or 'L' => 1,
        var upper => Alphabet.IndexOf(upper, StringComparison.Ordinal),
    };

    private static int[] PowersOfTwo(int count)
    {
        var powers = new int[count];
        var power = 1;
        for (var i = 0; i < count; i++)
        {
            powers[i] = power = Multiply(power, 2);
        }

        return powers;
    }

    private static int Multiply(int a, int b)
    {
        var product = 0;
        for (; b != 0; b >>= 1)
        {
            product ^= (b & 1) * a;
            a = (a << 1) ^ ((a >> 4) * 0b100101);
        }

        return product;
    }
}
