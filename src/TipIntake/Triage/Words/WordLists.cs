namespace TipIntake.Triage;

/// <summary>The word lists of this folder: sections in brackets, one language (or country) per line, phrases between commas.</summary>
internal static class WordLists
{
    /// <summary>Languages in the order of function-words.txt; a language is a bit.</summary>
    private static readonly List<string> Languages = [];

    public static readonly Dictionary<string, ulong> FunctionWords = ReadFunctionWords();

    public static readonly Phrases Signals = ReadSignals();

    public static readonly Phrases Countries = ReadCountries();

    public static ulong BitOf(string? language)
    {
        var at = language is null ? -1 : Languages.IndexOf(language.Split('-', '_')[0].ToLowerInvariant());
        return at < 0 ? 0 : 1UL << at;
    }

    public static string CountryOf(int meaning) => $"{(char)(meaning >> 8)}{(char)(meaning & 0xFF)}";

    private static Dictionary<string, ulong> ReadFunctionWords()
    {
        var words = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var (_, language, phrases) in Lines("function-words"))
        {
            if (!Languages.Contains(language, StringComparer.Ordinal))
            {
                Languages.Add(language);
            }

            foreach (var word in phrases.Select(PlainText.Of))
            {
                words[word] = words.GetValueOrDefault(word) | BitOf(language);
            }
        }

        return words;
    }

    private static Phrases ReadSignals()
    {
        var signals = new Phrases();
        foreach (var (section, language, phrases) in Lines("signals"))
        {
            var signal = Enum.Parse<Signal>(section.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
            foreach (var phrase in phrases)
            {
                signals.Add(phrase, (int)signal, BitOf(language));
            }
        }

        return signals;
    }

    private static Phrases ReadCountries()
    {
        var countries = new Phrases();
        foreach (var (_, country, stems) in Lines("countries"))
        {
            foreach (var stem in stems)
            {
                countries.Add(stem.Length > 3 || stem.Any(Letters.IsUnspaced) ? stem + '*' : stem, (country[0] << 8) | country[1], ulong.MaxValue);
            }
        }

        return countries;
    }

    private static IEnumerable<(string Section, string Key, string[] Phrases)> Lines(string name)
    {
        using var stream = typeof(WordLists).Assembly.GetManifestResourceStream($"Triage.{name}.txt")!;
        using var reader = new StreamReader(stream);
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                section = line.Trim('[', ']');
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && !line.StartsWith('#'))
            {
                yield return (section, line[..colon], line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            }
        }
    }
}
