using System.Globalization;

namespace TipIntake.LocalPostgres;

/// <summary>The folders in which an installed PostgreSQL is looked for, in order.</summary>
internal sealed record SearchPlaces(string PathVariable, IReadOnlyList<InstallerPlace> Installers)
{
    public static SearchPlaces OfThisMachine() =>
        new(Environment.GetEnvironmentVariable("PATH") ?? "", OfThisSystem().ToArray());

    public IEnumerable<string> Folders() =>
        PathVariable.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(Installers.SelectMany(p => p.BinFolders()));

    private static IEnumerable<InstallerPlace> OfThisSystem()
    {
        if (OperatingSystem.IsWindows())
        {
            yield return new(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*");
        }
        else if (OperatingSystem.IsMacOS())
        {
            yield return new("/opt/homebrew/opt", "postgresql*");
            yield return new("/usr/local/opt", "postgresql*");
            yield return new("/Applications/Postgres.app/Contents/Versions", "*");
            yield return new("/Library/PostgreSQL", "*");
        }
        else
        {
            yield return new("/usr/lib/postgresql", "*");
            yield return new("/usr", "pgsql-*");
            yield return new("/usr/libexec", "postgresql*", Bin: "");
            yield return new("/home/linuxbrew/.linuxbrew/opt", "postgresql*");
        }
    }
}

/// <summary>One installer's way of laying out versions: parent folder, a folder per version, programs below it.</summary>
internal sealed record InstallerPlace(string Parent, string Versions, string Bin = "bin")
{
    public IEnumerable<string> BinFolders() =>
        Directory.Exists(Parent)
            ? Directory.EnumerateDirectories(Parent, Versions).OrderByDescending(VersionIn).Select(folder => Path.Combine(folder, Bin))
            : [];

    private static int VersionIn(string folder)
    {
        var digits = new string(Path.GetFileName(folder).SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).ToArray());
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
