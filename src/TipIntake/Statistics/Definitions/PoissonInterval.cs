namespace TipIntake.Statistics;

/// <summary>The 95 % interval of a number of events that come by chance, one by one. For fewer than ten exact (Garwood 1936), else Byar's approximation (Breslow and Day 1987).</summary>
internal static class PoissonInterval
{
    private const double Tail = 0.025;
    private const double Z = 1.959963984540054;
    private const int Few = 10;

    public static (double Lower, double Upper) Of(int events) => events >= Few ? Byar(events) : (events == 0 ? 0 : Solve(mean => 1 - AtMost(events - 1, mean)), Solve(mean => 1 - AtMost(events, mean), 1 - Tail));

    private static (double Lower, double Upper) Byar(int events)
    {
        var (n, m) = ((double)events, events + 1.0);
        return (n * Math.Pow(1 - (1 / (9 * n)) - (Z / (3 * Math.Sqrt(n))), 3), m * Math.Pow(1 - (1 / (9 * m)) + (Z / (3 * Math.Sqrt(m))), 3));
    }

    // The mean at which so many or more are as likely as asked; that likelihood grows with the mean.
    private static double Solve(Func<double, double> likelihood, double wanted = Tail)
    {
        var (low, high) = (0.0, 50.0);
        for (var i = 0; i < 80; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = likelihood(middle) < wanted ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double AtMost(int events, double mean)
    {
        var (term, sum) = (Math.Exp(-mean), 0.0);
        for (var k = 0; k <= events; k++)
        {
            sum += term;
            term *= mean / (k + 1);
        }

        return sum;
    }
}
