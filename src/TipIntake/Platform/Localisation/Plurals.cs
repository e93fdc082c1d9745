namespace TipIntake.Platform;

/// <summary>
/// Which form of a sentence a whole number takes (Unicode CLDR 46, cardinal plural rules). Our Portuguese is that of Portugal, so its rule
/// is <c>pt-PT</c>'s. The form that French, Spanish, Italian and Portuguese have for whole millions is left out: no page counts so far.
/// </summary>
internal static class Plurals
{
    /// <summary><c>zero</c>, <c>one</c>, <c>two</c>, <c>few</c>, <c>many</c> or <c>other</c>.</summary>
    public static string FormOf(int count, string language)
    {
        var n = Math.Abs((long)count);
        return language switch
        {
            "fr" => n is 0 or 1 ? "one" : "other",
            "pl" => n == 1 ? "one" : IsFew(n) ? "few" : "many",
            "uk" => n % 10 == 1 && n % 100 != 11 ? "one" : IsFew(n) ? "few" : "many",
            "ro" => n == 1 ? "one" : n == 0 || n % 100 is >= 1 and <= 19 ? "few" : "other",
            "ar" => n switch
            {
                0 => "zero",
                1 => "one",
                2 => "two",
                _ => n % 100 is >= 3 and <= 10 ? "few" : n % 100 >= 11 ? "many" : "other",
            },
            _ => n == 1 ? "one" : "other",
        };
    }

    /// <summary>Every form that a language uses, so that a test can ask for each.</summary>
    public static IReadOnlyList<string> FormsOf(string language) => language switch
    {
        "pl" or "uk" => ["one", "few", "many"],
        "ro" => ["one", "few", "other"],
        "ar" => ["zero", "one", "two", "few", "many", "other"],
        _ => ["one", "other"],
    };

    private static bool IsFew(long n) => n % 10 is >= 2 and <= 4 && n % 100 is not (>= 12 and <= 14);
}
