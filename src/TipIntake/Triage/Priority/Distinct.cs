namespace TipIntake.Triage;

/// <summary>How many different things there were, without keeping them: the least hashes, exact up to their number and a good estimate beyond.</summary>
internal sealed record Distinct(uint[] Least)
{
    private const int Most = 64;

    public static readonly Distinct None = new([]);

    public int Count => Least.Length < Most ? Least.Length : (int)((Most - 1) * (double)uint.MaxValue / Math.Max(1, Least[^1]));

    public Distinct With(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return this;
        }

        var hash = (uint)StableHash.Of(value);
        var at = Array.BinarySearch(Least, hash);
        if (at >= 0 || (Least.Length == Most && ~at == Most))
        {
            return this;
        }

        var least = Least.ToList();
        least.Insert(~at, hash);
        return new Distinct([.. least.Take(Most)]);
    }

    public bool Equals(Distinct? other) => other is not null && Least.AsSpan().SequenceEqual(other.Least);

    public override int GetHashCode() => Least.Length == 0 ? 0 : HashCode.Combine(Least.Length, Least[0]);
}
