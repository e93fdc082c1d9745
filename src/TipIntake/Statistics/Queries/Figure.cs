using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>A value with its 95 % interval, where it is one that can have any.</summary>
internal sealed record Figure(decimal Value, decimal? Lower = null, decimal? Upper = null)
{
    private const int Digits = 6;
    private const int RateDays = 30;

    /// <param name="days">Of the period, for rates.</param>
    /// <returns>Null where there is none: a share of nothing.</returns>
    public static Figure? Of(Measure measure, decimal value, decimal whole, int days) => measure switch
    {
        { Interval: Interval.Wilson } => whole > 0 ? Share(value, whole) : null,
        { Interval: Interval.Poisson } => days > 0 ? Rate(value, days) : null,
        { IsCount: true } => new Figure(value),
        _ => whole > 0 ? new Figure(value) : null,
    };

    private static Figure Share(decimal value, decimal whole)
    {
        var estimate = Agreement.Wilson((double)(value / whole), (int)whole);
        return new Figure(Round(estimate.Value), Round(estimate.Low), Round(estimate.High));
    }

    private static Figure Rate(decimal events, int days)
    {
        var (lower, upper) = PoissonInterval.Of((int)events);
        return new Figure(Round((double)events / days * RateDays), Round(lower / days * RateDays), Round(upper / days * RateDays));
    }

    private static decimal Round(double value) => Math.Round((decimal)value, Digits, MidpointRounding.AwayFromZero);
}
