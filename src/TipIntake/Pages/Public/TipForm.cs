namespace TipIntake.Pages.Public;

/// <summary>What stands in the form: what the visitor typed, and what is wrong with it.</summary>
internal sealed record TipForm(string Reference, string Key)
{
    public string? Text { get; init; }

    public static TipForm Empty(string reference) => new(reference, FreshKey.Mark);
}
