using CsCheck;
using TipIntake.Security.ProofOfWork;
using TipIntake.Security.RateLimits;

namespace TipIntake.UnitTests.Security.ProofOfWork;

public sealed class ProofCheckTests
{
    private readonly Desk desk = new();

    [Fact]
    public void Work_brings_a_tip_into_the_first_lane() =>
        Assert.Equal(Lane.First, desk.LaneOf(Relief.Work, desk.Solved()));

    [Fact]
    public void Waiting_does_so_where_it_is_enough()
    {
        var (one, other) = (desk.Challenge().Text, desk.Challenge().Text);

        var early = desk.LaneOf(Relief.WorkOrWait, one);
        desk.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(Lane.Deferred, early);
        Assert.Equal(Lane.First, desk.LaneOf(Relief.WorkOrWait, one));
        Assert.Equal(Lane.Deferred, desk.LaneOf(Relief.Work, other));
    }

    [Fact]
    public void A_refusal_is_lifted_by_the_hardest_work_alone_also_when_the_request_is_read()
    {
        var easy = desk.Solved();

        Assert.False(desk.Opens(easy));
        Assert.Equal(ProofState.Wrong, desk.JudgeRefused(easy));
        Assert.Equal(ProofState.Solved, desk.Judge(easy));
    }

    [Fact]
    public void Without_an_alarm_nobody_looks_at_a_proof()
    {
        var proof = desk.Solved();

        Assert.Equal(Lane.Deferred, desk.LaneOf(Relief.None, proof));
        Assert.Equal(Lane.First, desk.LaneOf(Relief.None, "nonsense", otherwise: Lane.First));
        Assert.Equal(ProofState.Solved, desk.Judge(proof));
    }

    [Fact]
    public void A_proof_is_for_one_tip_and_its_retries()
    {
        var proof = desk.Solved();

        Assert.Equal(ProofState.Solved, desk.Judge(proof, "one tip"));
        Assert.Equal(ProofState.Solved, desk.Judge(proof, "one tip"));
        Assert.Equal(ProofState.Used, desk.Judge(proof, "another tip"));
    }

    [Fact]
    public void Waiting_uses_a_challenge_up_as_work_does()
    {
        var challenge = desk.Challenge();
        desk.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Lane.First, desk.LaneOf(Relief.WorkOrWait, challenge.Text));
        Assert.Equal(ProofState.Used, desk.Judge(Solver.Solve(challenge.Text, challenge.Bits), "another tip"));
    }

    [Fact]
    public void Waiting_that_brings_a_tip_nowhere_uses_nothing_up()
    {
        var challenge = desk.Challenge();
        desk.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ProofState.Waited, desk.Judge(challenge.Text, "one tip"));
        Assert.Equal(ProofState.Solved, desk.Judge(Solver.Solve(challenge.Text, challenge.Bits), "another tip"));
    }

    [Fact]
    public void A_proof_for_one_object_is_worth_nothing_for_another() =>
        Assert.Equal(ProofState.Wrong, desk.Judge(desk.Solved("OBJ-2026-0008")));

    [Fact]
    public void A_proof_expires()
    {
        var (solved, waited) = (desk.Solved(), desk.Challenge().Text);
        desk.Clock.Advance(Challenges.Lifetime - TimeSpan.FromSeconds(1));

        Assert.Equal(ProofState.Solved, desk.Judge(solved));
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ProofState.Expired, desk.Judge(solved));
        Assert.Equal(ProofState.Expired, desk.Judge(waited));
    }

    [Theory]
    [InlineData(null, nameof(ProofState.Missing))]
    [InlineData("", nameof(ProofState.Missing))]
    [InlineData(".", nameof(ProofState.Wrong))]
    [InlineData("nonsense", nameof(ProofState.Wrong))]
    [InlineData("\ud800.\u0000", nameof(ProofState.Wrong))]
    public void Nonsense_is_worth_nothing(string? proof, string state) => Assert.Equal(state, desk.Judge(proof).ToString());

    [Fact]
    public void A_wrong_answer_is_not_taken_for_patience()
    {
        var challenge = desk.Challenge();

        Assert.Equal(ProofState.Wrong, desk.Judge($"{challenge.Text}.{new string('A', Puzzle.AnswerLength)}"));
        Assert.Equal(ProofState.Early, desk.Judge(challenge.Text));
    }

    [Fact]
    public void When_no_more_uses_can_be_remembered_none_is_taken()
    {
        var full = new Desk(capacity: 2);
        var proofs = Enumerable.Range(0, 3).Select(_ => full.Solved()).ToArray();

        var states = proofs.Select((proof, i) => full.Judge(proof, $"tip {i}")).ToArray();
        full.Clock.Advance(Challenges.Lifetime);
        var later = full.Judge(full.Solved(), "a later tip");

        Assert.Equal([ProofState.Solved, ProofState.Solved, ProofState.Used], states);
        Assert.Equal(ProofState.Solved, later);
    }

    [Fact]
    public void A_challenge_in_which_anything_is_changed_is_not_ours() =>
        Gen.Select(Gen.Int[0, Challenges.TextLength - 1], Gen.Char.AlphaNumeric).Sample((place, other) =>
        {
            var text = desk.Challenge().Text.ToCharArray();
            var changed = text[place] != other;
            text[place] = other;

            Assert.Equal(changed ? ProofState.Wrong : ProofState.Early, desk.Judge(new string(text)));
        });

    [Fact]
    public void No_text_makes_the_check_throw_or_pass() =>
        Gen.OneOf(Gen.String, Gen.String[Challenges.TextLength, Challenges.TextLength], Gen.String[Puzzle.AnswerLength, Puzzle.AnswerLength]).Where(text => text.Length > 0).Sample(text =>
        {
            Assert.Equal(ProofState.Wrong, desk.Judge(text));
            Assert.Equal(ProofState.Wrong, desk.Judge($"{desk.Challenge().Text}.{text}"));
        });

    [Fact]
    public void An_answer_with_one_wrong_part_is_wrong() =>
        Gen.Select(Gen.Int[0, Puzzle.AnswerLength - 2], Gen.Char.AlphaNumeric).Sample((place, other) =>
        {
            var challenge = desk.Challenge();
            var proof = Solver.Solve(challenge.Text, challenge.Bits).ToCharArray();
            proof[challenge.Text.Length + 1 + place] = other;
            var answer = new string(proof)[(challenge.Text.Length + 1)..];

            Assert.Equal(Puzzle.IsSolved(challenge, answer) ? ProofState.Solved : ProofState.Wrong, desk.Judge(new string(proof), new string(proof)));
        });
}
