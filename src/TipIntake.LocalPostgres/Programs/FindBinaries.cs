using System.Globalization;
using System.Text.RegularExpressions;

namespace TipIntake.LocalPostgres;

/// <summary>One installed PostgreSQL.</summary>
internal sealed record Binaries(string Folder, int Major)
{
    public string Program(string name) => FindBinaries.ProgramIn(Folder, name);
}

/// <summary>Finds the installed PostgreSQL that fits: any for a new cluster, the same major version for an old one.</summary>
internal static partial class FindBinaries
{
    public static async Task<Binaries?> FirstAsync(string? setting, SearchPlaces places, int? major, CancellationToken cancel)
    {
        foreach (var folder in Complete(setting is null ? places.Folders() : [setting]))
        {
            var answer = await Command.RunAsync([ProgramIn(folder, "postgres"), "--version"], cancel);
            if (answer.Succeeded && MajorIn(answer.Output) is { } found && (major is null || major == found))
            {
                return new Binaries(folder, found);
            }
        }

        return null;
    }

    public static string ProgramIn(string folder, string name) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name);

    private static IEnumerable<string> Complete(IEnumerable<string> folders) =>
        folders.Select(HomeOf)
            .Where(folder => Array.TrueForAll(["initdb", "pg_ctl", "postgres"], name => File.Exists(ProgramIn(folder, name))))
            .Distinct(StringComparer.Ordinal);

    // A link to one program (…/local/bin/initdb) leads to the folder where all of them are.
    private static string HomeOf(string folder)
    {
        var initdb = new FileInfo(ProgramIn(Path.GetFullPath(folder), "initdb"));
        return initdb.Exists && initdb.ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? Path.GetDirectoryName(target.FullName)!
            : initdb.DirectoryName!;
    }

    private static int? MajorIn(string version) =>
        Number().Match(version) is { Success: true } match ? int.Parse(match.Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
