namespace TipIntake.Pages;

/// <summary>What regions and kinds of object are called in the language of a page.</summary>
internal static class PlaceWords
{
    public static string Category(this PageWords words, string category) => words[$"category.{category}"];

    /// <summary>A country by its name; a larger region by ours, or spelt as the publisher wrote it.</summary>
    public static string Region(this PageWords words, string region) => region is [_, _]
        ? CountryNames.Name(region, words.Language)
        : words.Find($"region.{region}") ?? words.Culture.TextInfo.ToTitleCase(region.Replace('-', ' '));
}
