namespace TipIntake.Benchmarks.Reporting;

/// <summary>One promised number beside the measured one.</summary>
internal sealed record Goal(string What, string Unit, double Wanted, double Measured, bool AtLeast)
{
    public bool Met => AtLeast ? Measured >= Wanted : Measured <= Wanted;

    public static Goal Least(string what, double wanted, double measured, string unit) => new(what, unit, wanted, measured, AtLeast: true);

    public static Goal Most(string what, double wanted, double measured, string unit) => new(what, unit, wanted, measured, AtLeast: false);
}
