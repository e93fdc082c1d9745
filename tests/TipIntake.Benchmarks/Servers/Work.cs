using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace TipIntake.Benchmarks.Servers;

/// <summary>Does the work that a challenge asks for, as infra/docs/rate-limits.md describes it to programs.</summary>
internal static class Work
{
    public static string Do(string challenge, int parts, int bits)
    {
        Span<byte> tried = stackalloc byte[SHA256.HashSizeInBytes + (2 * sizeof(uint))];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(challenge), tried);
        var answer = new byte[parts * sizeof(uint)];

        for (var part = 0; part < parts; part++)
        {
            BinaryPrimitives.WriteInt32BigEndian(tried[SHA256.HashSizeInBytes..], part);

            for (var number = 0u; ; number++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(tried[(SHA256.HashSizeInBytes + sizeof(uint))..], number);
                SHA256.HashData(tried, hash);

                if (BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt32BigEndian(hash)) >= bits)
                {
                    BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(part * sizeof(uint)), number);
                    break;
                }
            }
        }

        return $"{challenge}.{Base64Url.EncodeToString(answer)}";
    }
}
