namespace TipIntake.Triage;

/// <summary>Finds names by how they are spelt: capitals inside a sentence, quotes, katakana; where spelling shows nothing, words that may be names.</summary>
internal static class NameClues
{
    private const int Shortest = 3;
    private const int ShortestWord = 4;

    /// <summary>Names first, then possible ones, each in the order of the text.</summary>
    public static (List<string> Names, List<string> Words) In(List<WrittenWord> words, ulong languages)
    {
        var (names, maybe) = (new List<string>(), new List<string>());
        var cased = words.Where(word => word.IsCased && !word.HasDigit).ToList();
        var capitals = cased.Count(word => word.Capital);
        var showsCase = capitals > 0 && cased.Count(word => word.AllCapitals) * 2 < cased.Count;
        var german = (languages & WordLists.BitOf("de")) != 0 && languages != ulong.MaxValue;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Plain.Any(Letters.IsUnspaced))
            {
                UnspacedNames.Add(word.Plain, names, maybe);
            }
            else if (!IsName(word))
            {
                continue;
            }
            else if (word.IsCased && showsCase)
            {
                (IsSurelyName(words, i, german) ? names : word.Capital ? maybe : []).Add(NameKey.Of(word.Plain));
            }
            else if (word.Plain.Length >= ShortestWord || !word.IsCased)
            {
                (word.Quoted && words.Count > 3 ? names : maybe).Add(NameKey.Of(Particles.Without(word.Plain)));
            }
        }

        return ([.. names.Where(IsKey).Distinct(StringComparer.Ordinal)], [.. maybe.Where(IsKey).Distinct(StringComparer.Ordinal).Except(names, StringComparer.Ordinal)]);
    }

    private static bool IsKey(string key) => key.Length >= 2;

    private static bool IsName(WrittenWord word) =>
        word.Plain.Length >= (word.IsCased ? Shortest : 2) && !word.HasDigit && !WordLists.FunctionWords.ContainsKey(word.Plain) && !IsCountry(word.Plain);

    // A country is a clue of its own, and a common one.
    private static bool IsCountry(string plain)
    {
        var found = false;
        WordLists.Countries.Find(plain, (start, _) => found |= start == 0);
        return found;
    }

    private static bool IsSurelyName(List<WrittenWord> words, int at, bool german)
    {
        var word = words[at];
        if (!word.Capital)
        {
            return false;
        }

        var before = at > 0 && word.Joined && words[at - 1].Capital && !words[at - 1].IsNumber && !words[at - 1].BeginsSentence && IsName(words[at - 1]);
        var after = at + 1 < words.Count && words[at + 1].Joined && words[at + 1].Capital && IsName(words[at + 1]);
        if (german)
        {
            return before || after || (at > 0 && word.Joined && words[at - 1].Plain is "in" or "aus" or "bei" or "nach" or "von" or "fur" or "um");
        }

        return word.AllCapitals ? before || after || (!word.BeginsSentence && !Shouted(words, at)) : !word.BeginsSentence || after || word.Quoted;
    }

    private static bool Shouted(List<WrittenWord> words, int at) =>
        (at > 0 && words[at - 1].AllCapitals) || (at + 1 < words.Count && words[at + 1].AllCapitals);
}
