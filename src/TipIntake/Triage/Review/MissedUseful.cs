namespace TipIntake.Triage;

/// <summary>What a random sample of rejected leads says about all of them: how many useful ones are missed at most.</summary>
/// <param name="AtMost">Share of the rejected that are useful, at most, with 95 % confidence (Clopper and Pearson 1934, one-sided); null without a sample.</param>
internal sealed record MissedUseful(int Reviewed, int FoundUseful, double? AtMost)
{
    private const double Doubt = 0.05;

    public static MissedUseful Of(int reviewed, int found) => new(reviewed, found, reviewed == 0 ? null : Bound(reviewed, found));

    // The share at which so few or fewer would be found with a probability of only 5 %.
    private static double Bound(int n, int found)
    {
        if (found >= n)
        {
            return 1;
        }

        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = ChanceOfSoFew(found, n, middle) > Doubt ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double ChanceOfSoFew(int found, int n, double share)
    {
        var (term, sum) = (n * Math.Log(1 - share), 0.0);
        for (var k = 0; k <= found; k++)
        {
            sum += Math.Exp(term);
            term += Math.Log((double)(n - k) / (k + 1)) + Math.Log(share / (1 - share));
        }

        return sum;
    }
}
