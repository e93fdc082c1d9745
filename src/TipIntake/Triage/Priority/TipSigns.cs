namespace TipIntake.Triage;

/// <summary>How one tip speaks, in small numbers. Privacy: numbers only, no words.</summary>
internal sealed record TipSigns
{
    public int FirstPerson { get; init; }

    public int Owned { get; init; }

    public int Worked { get; init; }

    public int Lived { get; init; }

    public int Proof { get; init; }

    public int Denial { get; init; }

    /// <summary>Names written as names.</summary>
    public int Names { get; init; }

    public int Years { get; init; }

    public int Numbers { get; init; }

    /// <summary>0 a few words, 1 a line, 2 a few lines, 3 a paragraph, 4 more.</summary>
    public int Length { get; init; }

    public int Unsure { get; init; }

    public int Hearsay { get; init; }

    public int Advert { get; init; }

    public int Mockery { get; init; }

    public int OtherMatter { get; init; }

    public int Danger { get; init; }

    public int NotReal { get; init; }

    public int Everywhere { get; init; }

    public int Questions { get; init; }

    public int Exclamations { get; init; }

    public bool Shouts { get; init; }

    public bool OnlyLink { get; init; }

    /// <summary>What tells for the lead is taken from whichever tip has most of it, what tells against it from whichever has least.</summary>
    public TipSigns With(TipSigns other) => new()
    {
        FirstPerson = Math.Max(FirstPerson, other.FirstPerson),
        Owned = Math.Max(Owned, other.Owned),
        Worked = Math.Max(Worked, other.Worked),
        Lived = Math.Max(Lived, other.Lived),
        Proof = Math.Max(Proof, other.Proof),
        Denial = Math.Max(Denial, other.Denial),
        Names = Math.Max(Names, other.Names),
        Years = Math.Max(Years, other.Years),
        Numbers = Math.Max(Numbers, other.Numbers),
        Length = Math.Max(Length, other.Length),
        Unsure = Math.Min(Unsure, other.Unsure),
        Hearsay = Math.Min(Hearsay, other.Hearsay),
        Advert = Math.Min(Advert, other.Advert),
        Mockery = Math.Min(Mockery, other.Mockery),
        OtherMatter = Math.Min(OtherMatter, other.OtherMatter),
        Danger = Math.Max(Danger, other.Danger),
        NotReal = Math.Min(NotReal, other.NotReal),
        Everywhere = Math.Min(Everywhere, other.Everywhere),
        Questions = Math.Min(Questions, other.Questions),
        Exclamations = Math.Min(Exclamations, other.Exclamations),
        Shouts = Shouts && other.Shouts,
        OnlyLink = OnlyLink && other.OnlyLink,
    };

    public static TipSigns Of(TipFacts facts, IReadOnlyList<Clue> clues)
    {
        var plain = PlainText.Of(facts.Text);
        var signals = Signals.In(plain, facts.Language);
        var text = facts.Text ?? "";
        var words = plain.Length == 0 ? 0 : plain.AsSpan().Count(' ') + 1;
        return new TipSigns
        {
            FirstPerson = Math.Min(3, signals[Signal.FirstPerson]),
            Owned = Math.Min(2, signals[Signal.Owned]),
            Worked = Math.Min(2, signals[Signal.Worked]),
            Lived = Math.Min(2, signals[Signal.Lived]),
            Proof = Math.Min(2, signals[Signal.Proof]),
            Denial = Math.Min(1, signals[Signal.Denial]),
            Names = Math.Min(4, clues.Count(clue => clue.Kind == ClueKind.Name)),
            Years = Math.Min(2, clues.Count(clue => clue.Kind == ClueKind.Period)),
            Numbers = Math.Min(2, CountNumbers(plain)),
            Length = LengthOf(plain),
            Unsure = Math.Min(2, signals[Signal.Unsure]),
            Hearsay = Math.Min(2, signals[Signal.Hearsay]),
            Advert = AdvertOf(signals[Signal.Advert], text),
            Mockery = Math.Min(2, signals[Signal.Mockery]),
            OtherMatter = Math.Min(2, signals[Signal.OtherMatter]),
            Danger = Math.Min(2, signals[Signal.Danger]),
            NotReal = Math.Min(1, signals[Signal.NotReal]),
            Everywhere = Math.Min(1, signals[Signal.Everywhere]),
            Questions = Math.Min(2, text.AsSpan().CountAny('?', '？', '؟')),
            Exclamations = Math.Min(3, text.AsSpan().CountAny('!', '！')),
            Shouts = Shouting(text),
            OnlyLink = facts.Link is not null ? words < 3 : words is > 0 and < 8 && NormalLink.IsLink(text.TrimStart()),
        };
    }

    // One such word is everybody's; several, or one beside a link, are an advertisement.
    private static int AdvertOf(int words, string text) =>
        words > 1 || (words == 1 && text.Contains("://", StringComparison.Ordinal)) ? Math.Min(3, words) : 0;

    private static int CountNumbers(string plain)
    {
        var numbers = 0;
        foreach (var range in plain.AsSpan().Split(' '))
        {
            numbers += plain.AsSpan()[range] is { Length: > 0 } word && char.IsAsciiDigit(word[0]) ? 1 : 0;
        }

        return numbers;
    }

    // A sign of Chinese says about as much as two and a half letters.
    private static int LengthOf(string plain) => (plain.Length + (plain.Count(Letters.IsUnspaced) * 3 / 2)) switch
    {
        < 30 => 0,
        < 80 => 1,
        < 150 => 2,
        < 300 => 3,
        _ => 4,
    };

    private static bool Shouting(string text)
    {
        var (upper, lower) = (text.Count(char.IsUpper), text.Count(char.IsLower));
        return upper > 12 && upper > lower;
    }
}
