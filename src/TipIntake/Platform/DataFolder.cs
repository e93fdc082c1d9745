namespace TipIntake.Platform;

/// <summary>Where the service keeps what is its own (setting <c>Data:Path</c>): in a checkout its git-ignored <c>.data</c>, else <c>data</c> beside the program.</summary>
internal static class DataFolder
{
    public static string From(IConfiguration configuration) =>
        configuration["Data:Path"] is { Length: > 0 } path ? Path.GetFullPath(path) : Default();

    private static string Default()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TipIntake.sln")))
            {
                return Path.Combine(folder.FullName, ".data");
            }
        }

        return Path.Combine(AppContext.BaseDirectory, "data");
    }
}
