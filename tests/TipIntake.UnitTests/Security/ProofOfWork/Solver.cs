using System.Buffers.Binary;
using System.Buffers.Text;
using TipIntake.Security.ProofOfWork;

namespace TipIntake.UnitTests.Security.ProofOfWork;

/// <summary>Does what a visitor's device does.</summary>
internal static class Solver
{
    public static string Solve(string challenge, int bits)
    {
        var tried = Puzzle.Start(challenge);
        var answer = new byte[Puzzle.Parts * sizeof(uint)];
        for (var part = 0; part < Puzzle.Parts; part++)
        {
            var number = 0u;
            while (!Puzzle.Fits(tried, part, number, bits))
            {
                number++;
            }

            BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(part * sizeof(uint)), number);
        }

        return $"{challenge}.{Base64Url.EncodeToString(answer)}";
    }
}
