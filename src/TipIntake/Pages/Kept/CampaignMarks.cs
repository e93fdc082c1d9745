namespace TipIntake.Pages;

/// <summary>
/// Where a kept page says which campaign its visitor came from. The page is rendered once, with these marks; a known code is put in for
/// those who come with one, and nothing for all others. So also a visitor without scripts keeps it.
/// </summary>
internal static class CampaignMarks
{
    /// <summary>Becomes the code, or nothing.</summary>
    public const string Value = "(campaign-of-the-link)";

    /// <summary>Behind an address of ours: becomes <see cref="QueryOf"/> the code, or nothing.</summary>
    public const string Query = "(campaign-for-the-link)";

    /// <summary>Behind an address of ours that has a query already: becomes <see cref="MoreOf"/> the code, or nothing.</summary>
    public const string More = "(campaign-behind-the-query)";

    /// <summary>In a form that is sent with GET: becomes <see cref="FieldOf"/> the code, or nothing.</summary>
    public const string Field = "(campaign-in-the-form)";

    /// <summary>What carries a code along in an address. A code holds nothing that HTML or an address would take for more than letters.</summary>
    public static string QueryOf(string code) => $"?c={code}";

    public static string MoreOf(string code) => $"&amp;c={code}";

    public static string FieldOf(string code) => $"<input type=\"hidden\" name=\"c\" value=\"{code}\">";
}
