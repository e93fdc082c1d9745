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

    /// <summary>What carries a code along in an address. A code holds nothing that HTML or an address would take for more than letters.</summary>
    public static string QueryOf(string code) => $"?c={code}";
}
