namespace TipIntake.LocalPostgres;

/// <summary>Installs PostgreSQL where that needs no question: root, a system with apt-get, and permission in the options.</summary>
internal static class InstallPackages
{
    public static IReadOnlyList<IReadOnlyList<string>> Lines(string aptGet) =>
    [
        [aptGet, "update"],
        ["/usr/bin/env", "DEBIAN_FRONTEND=noninteractive", aptGet, "install", "--yes", "--no-install-recommends", "postgresql"],
    ];

    public static async Task<bool> TryAsync(LocalPostgresOptions options, CancellationToken cancel)
    {
        if (!options.MayInstall || !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Command.Find("apt-get") is not { } aptGet)
        {
            return false;
        }

        options.Say("PostgreSQL is not installed. Installing it now: apt-get update && apt-get install postgresql");
        foreach (var line in Lines(aptGet))
        {
            var answer = await Command.RunAsync(line, cancel);
            if (!answer.Succeeded)
            {
                options.Say($"{string.Join(' ', line)} failed: {Tail(answer.Output)}");
                return false;
            }
        }

        options.Say("PostgreSQL is installed.");
        return true;
    }

    private static string Tail(string output) => output.Split('\n').Last(l => l.Length > 0 || output.Length == 0);
}
