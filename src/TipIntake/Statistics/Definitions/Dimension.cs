namespace TipIntake.Statistics;

/// <summary>One value of a dimension: as it is stored, and as it is said outside.</summary>
internal sealed record CodedValue(string Stored, string Code, string Name);

/// <summary>Something by which counts are told apart.</summary>
/// <param name="Id">Stable; the name of the column in every format.</param>
/// <param name="Definition">In plain words, for whoever defends a number.</param>
/// <param name="Values">All values there can be; null: as they occur.</param>
/// <param name="Since">The version of the definitions that brought it.</param>
internal sealed record Dimension(string Id, string Name, string Definition, CodedValue[]? Values = null, int Since = 1)
{
    /// <summary>What stands where nothing was said; null: there is always something.</summary>
    public string? Unsaid { get; init; }

    /// <summary>Something may have several values at once, so counts do not add up to the total.</summary>
    public bool IsMultiple { get; init; }

    /// <summary>Where values are not known beforehand: which could be one. A slip of the pen must not look like a value that nobody named.</summary>
    public Func<string, bool> Could { get; init; } = _ => true;

    /// <summary>Not null: it divides time.</summary>
    public PeriodLength? Period { get; init; }

    public bool IsTime => Period is not null;

    /// <summary>Whether somebody may ask for this value. Where values are not known beforehand: for one of a possible form.</summary>
    public bool Allows(string code) =>
        code == Unsaid || (Values is { } values ? values.Any(value => value.Code == code) : code is { Length: > 0 and <= 64 } && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') && Could(code));

    /// <summary>As the facts have it, where nothing was said: empty.</summary>
    public string StoredOf(string code) => code == Unsaid ? "" : Values?.First(value => value.Code == code).Stored ?? code;
}

internal enum PeriodLength
{
    Day,

    /// <summary>Of ISO 8601: from Monday to Sunday, numbered in the year of its Thursday.</summary>
    Week,

    Month,
}
