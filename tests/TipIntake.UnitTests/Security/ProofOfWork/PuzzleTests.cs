using System.Security.Cryptography;
using System.Text;
using TipIntake.Security.ProofOfWork;

namespace TipIntake.UnitTests.Security.ProofOfWork;

public sealed class PuzzleTests
{
    // Scripts of other people rely on it.
    [Fact]
    public void What_is_hashed_is_what_is_documented()
    {
        var seed = SHA256.HashData(Encoding.ASCII.GetBytes("challenge"));
        byte[] documented = [.. seed, 0, 0, 0, 3, 0, 1, 0xE2, 0x40];
        var hash = SHA256.HashData(documented);
        var zeros = 8 * Array.FindIndex(hash, b => b != 0) + (int)byte.LeadingZeroCount(hash.First(b => b != 0));

        Assert.True(Puzzle.Fits(Puzzle.Start("challenge"), part: 3, number: 123_456, bits: zeros));
        Assert.False(Puzzle.Fits(Puzzle.Start("challenge"), part: 3, number: 123_456, bits: zeros + 1));
    }

    [Fact]
    public void A_solution_fits_its_own_challenge_only()
    {
        var challenge = new Challenge("one", 6, default, default, 1);
        var answer = Solver.Solve(challenge.Text, challenge.Bits).Split('.')[1];

        Assert.True(Puzzle.IsSolved(challenge, answer));
        Assert.False(Puzzle.IsSolved(challenge with { Text = "another" }, answer));
        Assert.False(Puzzle.IsSolved(challenge with { Bits = 30 }, answer));
        Assert.False(Puzzle.IsSolved(challenge, answer.AsSpan(1)));
        Assert.False(Puzzle.IsSolved(challenge, answer + "A"));
    }
}
