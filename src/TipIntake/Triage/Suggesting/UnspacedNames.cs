namespace TipIntake.Triage;

/// <summary>Names in Japanese, Chinese and Thai: runs of katakana and of Chinese characters.</summary>
internal static class UnspacedNames
{
    public static void Add(string plain, List<string> names, List<string> maybe)
    {
        for (var start = 0; start < plain.Length;)
        {
            var kind = KindOf(plain[start]);
            var end = start + 1;
            while (end < plain.Length && KindOf(plain[end]) == kind)
            {
                end++;
            }

            var run = plain[start..end];
            switch (kind)
            {
                case 1 when run.Length >= 3:
                    names.Add(NameKey.Of(run));
                    break;
                case 2 when run.Length is >= 2 and <= 6:
                    maybe.Add(run);
                    break;
                case 3 when run.Length >= 4:
                    maybe.Add(NameKey.Of(run));
                    break;
            }

            start = end;
        }
    }

    private static int KindOf(char unit) => unit switch
    {
        >= '\u30A1' and <= '\u30FC' => 1,
        >= '\u3400' and <= '\u9FFF' => 2,
        >= 'a' and <= 'z' => 3,
        _ => 0,
    };
}
