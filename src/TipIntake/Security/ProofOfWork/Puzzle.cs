using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TipIntake.Security.ProofOfWork;

/// <summary>
/// For each part a number so that SHA-256(SHA-256(challenge) ‖ part ‖ number) begins with enough zero bits; part and number as 32 bits,
/// big-endian. Sixteen small puzzles instead of a large one: nobody is very unlucky, and a progress bar has something to show.
/// The other half is <c>Pages/Assets/proof-worker.js</c>.
/// </summary>
internal static class Puzzle
{
    public const int Parts = 16;

    public static readonly int AnswerLength = Base64Url.GetEncodedLength(Parts * sizeof(uint));

    public static bool IsSolved(Challenge challenge, ReadOnlySpan<char> answer)
    {
        Span<byte> numbers = stackalloc byte[Parts * sizeof(uint)];
        if (answer.Length != AnswerLength || Base64Url.DecodeFromChars(answer, numbers, out _, out var length) != OperationStatus.Done || length != numbers.Length)
        {
            return false;
        }

        Span<byte> tried = Start(challenge.Text);
        for (var part = 0; part < Parts; part++)
        {
            if (!Fits(tried, part, BinaryPrimitives.ReadUInt32BigEndian(numbers[(part * sizeof(uint))..]), challenge.Bits))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is hashed, with room for part and number behind the challenge's own hash.</summary>
    public static byte[] Start(string challenge) => [.. SHA256.HashData(Encoding.ASCII.GetBytes(challenge)), .. new byte[2 * sizeof(uint)]];

    public static bool Fits(Span<byte> tried, int part, uint number, int bits)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt32BigEndian(tried[SHA256.HashSizeInBytes..], part);
        BinaryPrimitives.WriteUInt32BigEndian(tried[(SHA256.HashSizeInBytes + sizeof(uint))..], number);
        SHA256.HashData(tried, hash);
        return uint.LeadingZeroCount(BinaryPrimitives.ReadUInt32BigEndian(hash)) >= bits;
    }
}
