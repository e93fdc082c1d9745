namespace TipIntake.Triage;

/// <summary>What a tip says, in comparable pieces.</summary>
internal static class Clues
{
    public const int Most = 32;
    private const int MostWords = 14;

    /// <summary>So many names, words and codes a lead is compared by: those that came first. Robots number their posts, and each number would be one more.</summary>
    public const int MostOfLead = 50;

    /// <summary>The kinds that are free to grow with copies that differ a little; places, links and the like are counted, and bring decided leads back.</summary>
    public static readonly ClueKind[] Growing = [ClueKind.Name, ClueKind.Word, ClueKind.Code];

    public static IReadOnlyList<Clue> Of(TipFacts facts) => Of(facts, PlainText.Of(facts.Text));

    public static IReadOnlyList<Clue> Of(TipFacts facts, string plain)
    {
        var clues = new List<Clue>();
        var signals = Signals.In(plain, facts.Language);
        AddClaims(clues, signals);
        AddCountries(clues, facts, plain);
        AddLinks(clues, facts);
        AddPlace(clues, facts.Place);
        AddAll(clues, ClueKind.Period, PeriodClues.In(facts.Period).Concat(PeriodClues.In(facts.Text)).Distinct(StringComparer.Ordinal).Take(4));
        var words = WrittenWords.Of(facts.Text);
        AddAll(clues, ClueKind.Code, words.Where(IsCode).Select(word => word.Plain).Distinct(StringComparer.Ordinal).Take(4));
        var (names, maybe) = NameClues.In(words, signals.Languages);
        AddAll(clues, ClueKind.Name, names.Take(Most));
        AddAll(clues, ClueKind.Word, maybe.Where(word => !clues.Contains(new Clue(ClueKind.Name, word))).Take(MostWords));
        return clues.Count <= Most ? clues : clues.GetRange(0, Most);
    }

    /// <summary>What a lead keeps of what all its tips say.</summary>
    public static IEnumerable<Clue> Kept(IEnumerable<Clue> clues) =>
        clues.Distinct().GroupBy(clue => clue.Kind).SelectMany(kind => Growing.Contains(kind.Key) ? kind.Take(MostOfLead) : kind);

    private static void AddClaims(List<Clue> clues, Signals signals)
    {
        if (signals[Signal.NotReal] > 0)
        {
            clues.Add(new Clue(ClueKind.NotReal, ""));
        }

        if (signals[Signal.Everywhere] > 0)
        {
            clues.Add(new Clue(ClueKind.Everywhere, ""));
        }
    }

    private static void AddCountries(List<Clue> clues, TipFacts facts, string plain)
    {
        var found = new List<string>();
        if (facts.Country is { Length: 2 } said)
        {
            found.Add(said.ToUpperInvariant());
        }

        WordLists.Countries.Find(plain, (_, country) => found.Add(WordLists.CountryOf(country.Meaning)));
        AddAll(clues, ClueKind.Country, found.Distinct(StringComparer.Ordinal).Take(3));
    }

    private static void AddLinks(List<Clue> clues, TipFacts facts)
    {
        foreach (var link in NormalLink.AllOf(facts).Take(2))
        {
            Add(clues, ClueKind.Host, NormalLink.HostOf(link));
            if (!NormalLink.IsFrontPage(link))
            {
                Add(clues, ClueKind.Link, link.Length <= 200 ? link : link[..200]);
            }
        }
    }

    // A place is a name too, so that it meets those who only wrote it in their text.
    private static void AddPlace(List<Clue> clues, string? place)
    {
        var words = WrittenWords.Of(place).Where(word => !word.HasDigit && !WordLists.FunctionWords.ContainsKey(word.Plain) && word.Plain.Length >= 2);
        foreach (var key in words.SelectMany(Keys).Where(key => key.Length >= 2).Distinct(StringComparer.Ordinal).Take(4))
        {
            Add(clues, ClueKind.Place, key);
            Add(clues, ClueKind.Name, key);
        }
    }

    private static List<string> Keys(WrittenWord word)
    {
        if (!word.Plain.Any(Letters.IsUnspaced))
        {
            return [NameKey.Of(Particles.Without(word.Plain))];
        }

        var keys = new List<string>();
        UnspacedNames.Add(word.Plain, keys, keys);
        return keys;
    }

    private static bool IsCode(WrittenWord word) =>
        word.HasDigit && word.Plain.Length is >= 3 and <= 16 && !PeriodClues.In(word.Plain).Any()
        && (word.IsNumber ? word.Plain.Length >= 3 : char.IsLetter(word.Plain[0]) || word.Plain.Count(char.IsAsciiDigit) >= 3);

    private static void AddAll(List<Clue> clues, ClueKind kind, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            Add(clues, kind, value);
        }
    }

    private static void Add(List<Clue> clues, ClueKind kind, string value)
    {
        if (!clues.Contains(new Clue(kind, value)))
        {
            clues.Add(new Clue(kind, value));
        }
    }
}
