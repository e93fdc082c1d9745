using System.Diagnostics;

namespace TipIntake.LocalPostgres;

/// <summary>Clears a throw-away cluster away even if this process is killed: a small shell that waits for our end of a pipe to close.</summary>
internal sealed class Guardian : IDisposable
{
    // It outlives Ctrl+C and a closed terminal, and does nothing while another process shares the folder.
    private const string Script =
        """
        trap '' INT HUP TERM
        exec >/dev/null 2>&1
        read -r _
        folder=$1
        shift
        [ -d "$folder" ] || exit 0
        if command -v flock >/dev/null; then
            exec 9<"$folder/users.lock"
            flock -n -x 9 || exit 0
        fi
        "$@"
        rm -rf "$folder"
        """;

    private readonly Process shell;

    private Guardian(Process shell) => this.shell = shell;

    public static Guardian? Over(ClusterFolder folder, IReadOnlyList<string> stop)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var ownSession = Command.Find("setsid") is { } setsid ? [setsid] : Array.Empty<string>();
        var start = Command.Describe([.. ownSession, "/bin/sh", "-c", Script, "guardian", folder.Path, .. stop], listen: true);
        var waiting = Process.Start(start)!;
        waiting.StandardOutput.Close();
        waiting.StandardError.Close();
        return new Guardian(waiting);
    }

    public void Dispose()
    {
        shell.StandardInput.Close();
        shell.Dispose();
    }
}
