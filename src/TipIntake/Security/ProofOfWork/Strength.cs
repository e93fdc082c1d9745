namespace TipIntake.Security.ProofOfWork;

/// <summary>
/// How much a challenge asks for. An old telephone tries some 250,000 answers a second, so 16 parts of 14 bits take it about a second
/// and of 18 bits about seventeen; whoever cannot compute waits instead.
/// </summary>
internal readonly record struct Strength(int Bits, TimeSpan Wait)
{
    public const int FewestBits = 14;
    public const int MostBits = 18;

    private const int ShortestWaitSeconds = 10;
    private const int LongestWaitSeconds = 120;

    /// <summary>For somebody whose network is refused. It can be waited for as well, where an alarm is up; that does not lift the refusal.</summary>
    public static Strength Hardest { get; } = new(MostBits, TimeSpan.FromSeconds(LongestWaitSeconds));

    /// <summary>One step harder each time that twice as many tips come in; bounded, because people wait for it.</summary>
    public static Strength For(double pressure)
    {
        var step = double.IsNaN(pressure) || pressure < 1 ? 0 : (int)Math.Min(Math.Log2(pressure), MostBits - FewestBits);
        return new Strength(FewestBits + step, TimeSpan.FromSeconds(Math.Min(ShortestWaitSeconds << step, LongestWaitSeconds)));
    }
}
