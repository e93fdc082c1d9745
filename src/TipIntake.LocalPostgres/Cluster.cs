using System.Globalization;
using System.Security.Cryptography;

namespace TipIntake.LocalPostgres;

/// <summary>The files of one PostgreSQL cluster: made whole or not at all, and configured before each start.</summary>
internal sealed record Cluster(ClusterFolder Folder, Binaries Binaries, LocalPostgresOptions Options)
{
    private string SettingsPath => Path.Combine(Folder.Cluster, ClusterSettings.FileName);

    /// <summary>The major version of an existing cluster.</summary>
    public static int? MajorOf(ClusterFolder folder)
    {
        var path = Path.Combine(folder.Cluster, "PG_VERSION");
        return File.Exists(path) ? int.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture) : null;
    }

    public async Task<(string Text, bool IsNew)> PasswordAsync(CancellationToken cancel)
    {
        var isNew = !File.Exists(Folder.Password);
        if (isNew)
        {
            await Folder.WriteAsync(Folder.Password, RandomNumberGenerator.GetHexString(40, lowercase: true), cancel);
        }

        return (await File.ReadAllTextAsync(Folder.Password, cancel), isNew);
    }

    /// <summary>Makes the cluster unless it is there already, whole.</summary>
    public async Task MakeIfMissingAsync(CancellationToken cancel)
    {
        foreach (var half in Directory.EnumerateDirectories(Folder.Path, "making-*"))
        {
            Options.Say("Removing a half-made PostgreSQL cluster; it never held data.");
            Directory.Delete(half, recursive: true);
        }

        if (Directory.Exists(Folder.Cluster))
        {
            return;
        }

        Options.Say($"Making a PostgreSQL {Binaries.Major} cluster in {Folder.Path}.");
        // Under a name of its own, because the initdb of a killed run may still be writing to another one.
        // The move at the end is the proof that it is complete.
        var draft = Folder.In($"making-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        var answer = await Command.RunAsync(Folder.User.Line(InitDb(draft)), cancel);
        if (!answer.Succeeded)
        {
            throw new LocalPostgresException($"PostgreSQL's initdb could not make a cluster in {Folder.Path}: {answer.Output}");
        }

        await File.AppendAllTextAsync(Path.Combine(draft, "postgresql.conf"), $"\ninclude_if_exists = '{ClusterSettings.FileName}'\n", cancel);
        await Folder.WriteAsync(Path.Combine(draft, "pg_hba.conf"), OperatingSystem.IsWindows()
            ? ClusterSettings.LoopbackRule
            : ClusterSettings.SocketRule + ClusterSettings.LoopbackRule, cancel);
        Directory.Move(draft, Folder.Cluster);
    }

    public string Settings(int port, string socketDirectory) => ClusterSettings.Text(Options.Settings, port, socketDirectory);

    public string EarlierSettings() => File.Exists(SettingsPath) ? File.ReadAllText(SettingsPath) : "";

    public Task WriteSettingsAsync(string text, CancellationToken cancel) => Folder.WriteAsync(SettingsPath, text, cancel);

    private IEnumerable<string> InitDb(string draft) =>
    [
        Binaries.Program("initdb"), "--pgdata", draft, "--username=postgres", "--encoding=UTF8", .. Locale(),
        "--auth=scram-sha-256", $"--pwfile={Folder.Password}", .. Options.ThrowAway ? ["--no-sync"] : Array.Empty<string>(),
    ];

    private static string[] Locale() =>
        OperatingSystem.IsLinux() ? ["--locale=C.UTF-8"]
        : OperatingSystem.IsMacOS() ? ["--locale=C", "--lc-ctype=UTF-8"]
        : ["--locale=C"];
}
