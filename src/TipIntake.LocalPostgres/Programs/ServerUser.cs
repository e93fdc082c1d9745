namespace TipIntake.LocalPostgres;

/// <summary>The account that runs PostgreSQL: ourselves, or another one when we are root, because PostgreSQL refuses root.</summary>
internal sealed record ServerUser(string? Name, IReadOnlyList<string> Prefix)
{
    public static ServerUser Ourselves { get; } = new(null, []);

    public string AccountName => Name ?? Environment.UserName;

    /// <summary>Prefers whoever owns the folder, so that a cluster keeps its user and a person's checkout stays theirs.</summary>
    public static async Task<ServerUser> ChooseAsync(string folder, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return Ourselves;
        }

        foreach (var name in new[] { await OwnerAsync(NearestExisting(folder), cancel), "postgres", "nobody" }.Distinct(StringComparer.Ordinal))
        {
            if (name is not (null or "root") && await PrefixAsync(name, cancel) is { } prefix)
            {
                return new ServerUser(name, prefix);
            }
        }

        throw new LocalPostgresException(
            "PostgreSQL refuses to run as root, and no other account can be used (tried the folder's owner, postgres and nobody with setpriv, runuser, su and sudo). "
            + "Run the service as an ordinary user, or set ConnectionStrings:TipIntake to a server of your own.");
    }

    public static string NearestExisting(string folder) =>
        Directory.Exists(folder) ? folder : NearestExisting(Path.GetDirectoryName(folder) ?? "/");

    /// <summary>The name of the account that owns a folder; null where the system knows none.</summary>
    public static async Task<string?> OwnerAsync(string path, CancellationToken cancel)
    {
        // `ls -ldn` is the one form that Linux, BusyBox and macOS all print alike; the third word is the number.
        var listing = await Command.RunAsync(["ls", "-ldn", path], cancel);
        var words = listing.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!listing.Succeeded || words.Length < 3)
        {
            return null;
        }

        var name = await Command.RunAsync(["id", "-un", words[2]], cancel);
        return name.Succeeded ? name.Output : null;
    }

    public IReadOnlyList<string> Line(params IEnumerable<string> command) => [.. Prefix, .. command];

    public async Task OwnAsync(string path, CancellationToken cancel)
    {
        if (Name is null)
        {
            return;
        }

        var answer = await Command.RunAsync(["chown", "-R", $"{Name}:", path], cancel);
        if (!answer.Succeeded)
        {
            throw new LocalPostgresException($"The folder {path} cannot be given to {Name}, who is to run PostgreSQL: {answer.Output}");
        }
    }

    public async Task<bool> CanEnterAsync(string folder, CancellationToken cancel) =>
        Name is null || (await Command.RunAsync(Line("test", "-x", folder), cancel)).Succeeded;

    // Each way is tried rather than looked up: BusyBox has a setpriv that cannot change the user.
    private static async Task<IReadOnlyList<string>?> PrefixAsync(string name, CancellationToken cancel)
    {
        var user = await Command.RunAsync(["id", "-u", name], cancel);
        var group = await Command.RunAsync(["id", "-g", name], cancel);
        if (!user.Succeeded || !group.Succeeded)
        {
            return null;
        }

        foreach (var (program, arguments) in Ways(name, user.Output, group.Output))
        {
            if (Command.Find(program) is { } path
                && await Command.RunAsync([path, .. arguments, "id", "-u"], cancel) is { Succeeded: true } answer
                && answer.Output == user.Output)
            {
                return [path, .. arguments];
            }
        }

        return null;
    }

    private static IEnumerable<(string Program, string[] Arguments)> Ways(string name, string user, string group) =>
    [
        ("setpriv", [$"--reuid={user}", $"--regid={group}", "--clear-groups"]),
        ("runuser", ["-u", name, "--"]),
        ("su", ["-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", name]),
        ("sudo", ["-n", "-u", name, "--"]),
    ];
}
