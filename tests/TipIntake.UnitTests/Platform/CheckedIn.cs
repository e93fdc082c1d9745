using System.Text.RegularExpressions;

namespace TipIntake.UnitTests.Platform;

/// <summary>Documents of the checkout, for tests that hold them against the code.</summary>
internal static partial class CheckedIn
{
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    /// <summary>The rows of the table under a heading, cell by cell.</summary>
    public static IReadOnlyList<string[]> Table(string path, string heading)
    {
        var lines = Read(path).Split('\n').SkipWhile(l => l != heading).Skip(1).TakeWhile(l => !l.StartsWith('#'));
        var rows = lines.Where(l => l.StartsWith('|')).Skip(2).Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray()).ToArray();
        Assert.NotEmpty(rows);
        return rows;
    }

    public static IEnumerable<string> Codes(string cell) => Quoted().Matches(cell).Select(m => m.Groups["code"].Value);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TipIntake.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run from a checkout.");
    }

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Quoted();
}
