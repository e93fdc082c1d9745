using System.Collections.Concurrent;
using System.Globalization;
using TipIntake.Platform;

namespace TipIntake.Pages;

internal sealed record CountryName(string Code, string Name);

/// <summary>Every country by its name in a page's language, in that language's order.</summary>
internal static class CountryNames
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<CountryName>> Lists = new(StringComparer.Ordinal);

    public static IReadOnlyList<CountryName> In(string language) => Lists.GetOrAdd(language, Make);

    // DisplayName would keep the language of whoever asked first; a region's own name, asked in our language, does not.
    public static string Name(string code, string language) => new RegionInfo($"{language}-{code}").NativeName;

    private static IReadOnlyList<CountryName> Make(string language) =>
        [.. Country.Codes.Select(code => new CountryName(code, Name(code, language)))
            .OrderBy(country => country.Name, StringComparer.Create(CultureInfo.GetCultureInfo(language), CompareOptions.None))];
}
