using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace TipIntake.LocalPostgres;

/// <summary>Decides where the data really go: where they were asked for, or, if PostgreSQL cannot work there, under /var/tmp.</summary>
internal static class FolderPlace
{
    public static async Task<string> ChooseAsync(string requested, ServerUser user, Action<string> say, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows() || await WhyNotAsync(requested, user, cancel) is not { } reason)
        {
            return requested;
        }

        var path = Elsewhere(requested);
        await RefuseStrangersAsync(path, user, cancel);
        say($"{reason}; PostgreSQL's data live in {path} instead.");
        return path;
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task<string?> WhyNotAsync(string requested, ServerUser user, CancellationToken cancel)
    {
        if (!await user.CanEnterAsync(ServerUser.NearestExisting(Path.GetDirectoryName(requested) ?? "/"), cancel))
        {
            return $"{user.Name}, who runs PostgreSQL here, cannot enter {requested}";
        }

        return Directory.Exists(requested) || KeepsPermissions(ServerUser.NearestExisting(requested))
            ? null
            : $"The file system of {requested} keeps no permissions";
    }

    // Windows drives seen from Linux show every file as open to everybody, and PostgreSQL refuses such a folder.
    [UnsupportedOSPlatform("windows")]
    private static bool KeepsPermissions(string parent)
    {
        var probe = Path.Combine(parent, $".probe-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        try
        {
            const UnixFileMode wanted = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Directory.CreateDirectory(probe, wanted);
            var kept = File.GetUnixFileMode(probe) == wanted;
            Directory.Delete(probe);
            return kept;
        }
        catch (UnauthorizedAccessException)
        {
            // Not ours to write to: making the folder will say so in better words.
            return true;
        }
    }

    // One place per person and checkout, the same every time.
    private static string Elsewhere(string requested)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.UserName}\n{requested}"));
        return $"/var/tmp/tipintake-{Convert.ToHexStringLower(hash)[..16]}";
    }

    // Anybody may write to /var/tmp, so a folder that waits there already must be our own.
    private static async Task RefuseStrangersAsync(string path, ServerUser user, CancellationToken cancel)
    {
        var found = new DirectoryInfo(path);
        if (found.Exists && (found.LinkTarget is not null || await ServerUser.OwnerAsync(path, cancel) != user.AccountName))
        {
            throw new LocalPostgresException(
                $"{path} exists already and does not belong to {user.AccountName}. Remove it, or choose a data folder in which {user.AccountName} can work.");
        }
    }
}
