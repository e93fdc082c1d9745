namespace TipIntake.Statistics;

/// <summary>What somebody can say about a count: at least, at most.</summary>
internal readonly record struct Bounds(long Low, long High)
{
    /// <summary>Further than any count, and sums of it still fit.</summary>
    public const long Far = 1L << 40;

    public static readonly Bounds Anything = new(0, Far);

    /// <summary>How many values it might be.</summary>
    public long Size => Math.Max(0, High - Low + 1);

    public static Bounds operator +(Bounds one, Bounds other) => new(one.Low + other.Low, Math.Min(Far, one.High + other.High));

    public Bounds And(Bounds other) => new(Math.Max(Low, other.Low), Math.Min(High, other.High));

    /// <summary>The same said about a count that is larger by so much.</summary>
    public Bounds Moved(long by) => new(Math.Max(0, Low + by), High >= Far ? Far : High + by);

    /// <summary>Nothing that the other holds possible is ruled out.</summary>
    public bool Covers(Bounds other) => other.Size == 0 || (Low <= other.Low && High >= other.High);
}
