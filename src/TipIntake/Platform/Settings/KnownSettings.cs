using System.Globalization;
using System.Text;

namespace TipIntake.Platform;

/// <summary>All settings there are. The page infra/docs/settings.md is made from them; a test holds the page and the code against each other.</summary>
internal static class KnownSettings
{
    public static readonly IReadOnlyList<Setting> All = [.. ServiceSettings.All, .. AppealSettings.All, .. LimitSettings.All, .. StaffSettings.All];

    /// <summary>Keys below these are the framework's own, and whatever else stands in an environment is nobody's business.</summary>
    private static readonly string[] Sections = [.. All.Select(setting => setting.Name.Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase).Where(name => name != "ASPNETCORE_ENVIRONMENT")];

    /// <summary>Keys under our own sections that nobody reads, each with the name that was probably meant.</summary>
    public static IEnumerable<(string Key, string? Meant)> Unknown(IEnumerable<string> keys) =>
        keys.Where(key => IsOurs(key) && !All.Any(setting => setting.Covers(key))).Order(StringComparer.OrdinalIgnoreCase).Select(key => (key, Nearest(key)));

    public static string Page()
    {
        var page = new StringBuilder("""
            # Settings

            Made from the code: `TipIntake config reference`. How they are given, and what belongs together: [operations](operations.md#settings). `*` stands for a part that you choose; below `:*` stands what the section's own table explains.

            | setting | meaning | default | unit | read by |
            | --- | --- | --- | --- | --- |

            """);
        foreach (var setting in All)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{setting.Name}` | {setting.Meaning} | {setting.Default} | {setting.Unit} | {Words(setting.By)} |\n");
        }

        return page.ToString();
    }

    private static bool IsOurs(string key) => Sections.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase);

    private static string? Nearest(string key) =>
        All.Select(setting => (setting.Name, Distance: Distance(setting.Name, key))).Where(other => other.Distance <= Math.Max(2, key.Length / 4)).OrderBy(other => other.Distance).Select(other => other.Name).FirstOrDefault();

    // Levenshtein: how many letters have to be changed, added or left out.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var same = char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + same));
            }
        }

        return row[^1];
    }

    private static string Words(ReadBy by) => by switch
    {
        ReadBy.PublicDoor => "nodes with a public door",
        ReadBy.StaffDoor => "nodes with a staff door",
        ReadBy.Verbs => "verbs",
        ReadBy.Development => "Development",
        _ => "every node",
    };
}
