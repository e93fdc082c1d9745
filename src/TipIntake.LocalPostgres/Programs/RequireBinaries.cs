namespace TipIntake.LocalPostgres;

/// <summary>Insists on an installed PostgreSQL, installs one if that is allowed, and else says what helps.</summary>
internal static class RequireBinaries
{
    public static async Task AnyAsync(LocalPostgresOptions options, Func<SearchPlaces> places, CancellationToken cancel)
    {
        if (await FindBinaries.FirstAsync(options.BinDirectory, places(), null, cancel) is not null)
        {
            return;
        }

        if (options.BinDirectory is null && await InstallPackages.TryAsync(options, cancel)
            && await FindBinaries.FirstAsync(null, places(), null, cancel) is not null)
        {
            return;
        }

        throw new LocalPostgresException(
            $"PostgreSQL is not installed {(options.BinDirectory is { } folder ? $"in {folder}" : "where it was looked for (PATH and the usual folders)")}. Any one of these helps: {Remedies()}");
    }

    /// <summary>The binaries of the cluster's own major version, because no other can read its files.</summary>
    public static async Task<Binaries> ForAsync(ClusterFolder folder, LocalPostgresOptions options, Func<SearchPlaces> places, CancellationToken cancel)
    {
        var major = Cluster.MajorOf(folder);
        return await FindBinaries.FirstAsync(options.BinDirectory, places(), major, cancel)
            ?? throw new LocalPostgresException(
                $"The data in {folder.Path} were made by PostgreSQL {major}, which is not installed; another version cannot read them. "
                + $"Install PostgreSQL {major} again, set LocalPostgres:BinDirectory to its programs, or, if the data are not needed, delete that folder and start again.");
    }

    private static string Remedies()
    {
        var install = OperatingSystem.IsWindows() ? "winget install PostgreSQL.PostgreSQL.17"
            : OperatingSystem.IsMacOS() ? "brew install postgresql@17"
            : "sudo apt-get install postgresql (Debian, Ubuntu), sudo dnf install postgresql-server (Fedora, RHEL)";
        return $"install it with {install}; set LocalPostgres:BinDirectory to the folder that holds initdb, pg_ctl and postgres; "
            + "or set ConnectionStrings:TipIntake to a PostgreSQL server that runs already.";
    }
}
