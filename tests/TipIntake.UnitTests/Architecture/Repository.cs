namespace TipIntake.UnitTests.Architecture;

/// <summary>The files of this checkout, without what building and running leaves behind.</summary>
internal static class Repository
{
    private static readonly string[] Leftovers = [".git", ".data", "artifacts", "bin", "obj", ".vs", ".idea", "node_modules"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Sources { get; } = Files("src", ".cs");

    public static IReadOnlyList<string> Tests { get; } = Files("tests", ".cs");

    /// <summary>Paths from the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files(string folder = "", string extension = "") =>
        [.. Walk(new DirectoryInfo(Path.Combine(Root, folder)))
            .Where(file => file.Name.EndsWith(extension, StringComparison.Ordinal))
            .Select(file => FromRoot(file.FullName))
            .Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> FoldersBelow(string folder) =>
        [.. Directories(new DirectoryInfo(Path.Combine(Root, folder))).Select(found => FromRoot(found.FullName)).Order(StringComparer.Ordinal)];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(file => file.Name != ".git").Concat(Kept(folder).SelectMany(Walk));

    private static IEnumerable<DirectoryInfo> Directories(DirectoryInfo folder) =>
        Kept(folder).SelectMany(below => Directories(below).Prepend(below));

    private static IEnumerable<DirectoryInfo> Kept(DirectoryInfo folder) =>
        folder.EnumerateDirectories().Where(below => !Leftovers.Contains(below.Name, StringComparer.Ordinal));

    private static string FromRoot(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TipIntake.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("These tests read the sources, so they run inside a checkout.");
    }
}
