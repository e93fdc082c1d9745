namespace TipIntake.Triage;

/// <summary>
/// How many tips an object gets in a minute, and whether that has become something else than it used to be. Pure: a CUSUM (Page 1954) of the log likelihood of
/// four times the usual rate against the usual rate, both Poisson. Evidence falls with every usual minute and never below zero, so it only adds up while more comes in.
/// </summary>
/// <param name="PerMinute">The usual rate: a slow average that a burst hardly moves.</param>
/// <param name="Evidence">For a burst, in nats.</param>
/// <param name="Threshold">Privacy: drawn for each object and burst, so that whoever raises an alarm with their own tips cannot tell how many came from others.</param>
/// <param name="Calm">Usual minutes since the burst's last unusual one.</param>
/// <param name="Since">Null: no burst.</param>
internal sealed record ArrivalRate(double PerMinute, double Evidence, double Threshold, int Calm, DateTimeOffset? Since)
{
    /// <summary>Fewer tips in a minute than this are never many, however few there were before.</summary>
    public const double Least = 5;

    /// <summary>With so much evidence, chance alone raises an alarm less than once in a thousand years.</summary>
    public const double LeastThreshold = 25;

    public const double MostThreshold = 40;

    /// <summary>A burst ends after so many usual minutes.</summary>
    public const int MinutesToCalm = 30;

    private const double Times = 4;

    // An unusual minute in between takes back so many usual ones.
    private const int Setback = 5;

    // The average forgets half in a day; during a burst in a week, so that what lasts becomes usual in the end.
    private const double Forgets = 0.000_481;
    private const double ForgetsInBurst = Forgets / 7;

    private static readonly double Gain = Math.Log(Times);

    public static ArrivalRate Begin(double threshold) => new(Least, 0, threshold, 0, null);

    public bool IsSettled => Since is null && Evidence <= 0 && PerMinute < Least * 1.01;

    /// <param name="minute">When it began.</param>
    /// <param name="threshold">For the time after this burst.</param>
    public ArrivalRate After(int tips, DateTimeOffset minute, double threshold)
    {
        var usual = (Times - 1) * PerMinute;
        var weight = (tips * Gain) - usual;
        var average = PerMinute + ((tips - PerMinute) * (Since is null ? Forgets : ForgetsInBurst));
        var moved = this with { PerMinute = Math.Max(Least, average) };
        return Since is null ? moved.Weigh(weight, minute) : moved.Calmer(weight, threshold);
    }

    private ArrivalRate Weigh(double weight, DateTimeOffset minute)
    {
        var evidence = Math.Max(0, Evidence + weight);
        return evidence > Threshold ? this with { Evidence = evidence, Calm = 0, Since = minute } : this with { Evidence = evidence };
    }

    private ArrivalRate Calmer(double weight, double threshold)
    {
        var calm = weight <= 0 ? Calm + 1 : Math.Max(0, Calm - Setback);
        return calm >= MinutesToCalm ? this with { Evidence = 0, Calm = 0, Since = null, Threshold = threshold } : this with { Calm = calm };
    }
}
