namespace TipIntake.Pages.Public;

/// <summary>The same page in another language: by a link, or where somebody may be writing by a button that takes the form along.</summary>
/// <param name="Form">The id of the form; null where there is none.</param>
internal sealed record LanguageSwitch(string Path, string? Form, string? Campaign)
{
    /// <summary>A form that comes in with this field is shown again in the language of its address; nothing is stored, sent or taken back.</summary>
    public const string Field = "again";
}
