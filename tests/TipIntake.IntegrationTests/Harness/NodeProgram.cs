using System.Diagnostics;
using System.Security.Cryptography;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>Programs of a folder beside the tests that run on Node.js, with packages exactly as locked. Node.js is found on the PATH, or installed where that needs no question.</summary>
internal static class NodeProgram
{
    private static readonly SemaphoreSlim One = new(1);

    public static async Task<Process> Start(string folder, string script, IReadOnlyDictionary<string, string> environment)
    {
        var node = await FindOrInstall("node");
        var installed = await Install(folder);
        var start = new ProcessStartInfo(node, [Path.Combine(installed, script)]) { WorkingDirectory = installed, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Once for each state of the folder and machine; a half installed folder never has the final name.</summary>
    private static async Task<string> Install(string folder)
    {
        await One.WaitAsync();
        try
        {
            var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Array.ForEach(files, file => hash.AppendData(File.ReadAllBytes(file)));
            var finished = Path.Combine(Path.GetTempPath(), $"tipintake-node-{Environment.UserName}-{Convert.ToHexStringLower(hash.GetHashAndReset())[..16]}");
            if (!Directory.Exists(finished))
            {
                await InstallAt(files, finished);
            }

            return finished;
        }
        finally
        {
            One.Release();
        }
    }

    private static async Task InstallAt(string[] files, string finished)
    {
        var beside = Directory.CreateTempSubdirectory("tipintake-node-next").FullName;
        Array.ForEach(files, file => File.Copy(file, Path.Combine(beside, Path.GetFileName(file))));
        await Run(await FindOrInstall("npm"), beside, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        try
        {
            Directory.Move(beside, finished);
        }
        catch (IOException) when (Directory.Exists(finished))
        {
            Directory.Delete(beside, recursive: true);
        }
    }

    private static async Task<string> FindOrInstall(string program)
    {
        if (Find(program) is { } found)
        {
            return found;
        }

        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"))
        {
            await Run("apt-get", "/", "update");
            await Run("apt-get", "/", "install", "--yes", "--no-install-recommends", "nodejs", "npm");
        }

        return Find(program) ?? throw new InvalidOperationException("The tests of signing in through a provider need Node.js 18 or newer: install the packages nodejs and npm.");
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { program, program + (program == "npm" ? ".cmd" : ".exe") }.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    private static async Task Run(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await said}\n{await complained}");
    }
}
