using System.Diagnostics;

namespace TipIntake.LocalPostgres;

internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs one outside program to its end, away from our working folder and our PG… variables.</summary>
internal static class Command
{
    public static async Task<CommandResult> RunAsync(IReadOnlyList<string> line, CancellationToken cancel, bool listen = true)
    {
        using var process = new Process { StartInfo = Describe(line, listen) };
        process.Start();
        process.StandardInput.Close();
        var said = listen ? process.StandardOutput.ReadToEndAsync(CancellationToken.None) : Task.FromResult("");
        var complained = listen ? process.StandardError.ReadToEndAsync(CancellationToken.None) : Task.FromResult("");
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new CommandResult(process.ExitCode, $"{await said}{await complained}".Trim());
    }

    /// <summary>The full path of a program, or null; also looks where root's tools are when PATH leaves that out.</summary>
    public static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}/usr/sbin{Path.PathSeparator}/usr/bin{Path.PathSeparator}/sbin{Path.PathSeparator}/bin"
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    public static ProcessStartInfo Describe(IReadOnlyList<string> line, bool listen)
    {
        var start = new ProcessStartInfo(line[0], line.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = listen,
            RedirectStandardError = listen,
            UseShellExecute = false,
            CreateNoWindow = true,
            // The server's user may not be able to enter the folder we were started in.
            WorkingDirectory = OperatingSystem.IsWindows() ? "" : "/",
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        return start;
    }
}
