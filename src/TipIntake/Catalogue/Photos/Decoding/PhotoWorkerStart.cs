using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TipIntake.Catalogue;

/// <summary>How the child is started: our own program, an environment emptied of every secret, the root as its folder.</summary>
internal static class PhotoWorkerStart
{
    public static ProcessStartInfo For(PhotoWorkerLimits limits, params ReadOnlySpan<string> more)
    {
        var start = OwnProgram();
        start.ArgumentList.Add(PhotoWorkerChild.Verb);
        start.ArgumentList.Add((limits.Memory / (1024 * 1024)).ToString(CultureInfo.InvariantCulture));
        foreach (var argument in more)
        {
            start.ArgumentList.Add(argument);
        }

        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        start.WorkingDirectory = Path.GetPathRoot(AppContext.BaseDirectory) ?? "/";
        FillEnvironment(start.Environment, limits);
        return start;
    }

    private static ProcessStartInfo OwnProgram()
    {
        var name = typeof(PhotoWorkerStart).Assembly.GetName().Name!;
        var executable = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);
        if (File.Exists(executable))
        {
            return new ProcessStartInfo(executable);
        }

        var host = Path.Combine(RuntimeRoot(), OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return new ProcessStartInfo(host) { ArgumentList = { Path.Combine(AppContext.BaseDirectory, name + ".dll") } };
    }

    // Privacy: connection strings, keys and proxies live in the environment; the child gets none of it.
    private static void FillEnvironment(IDictionary<string, string?> environment, PhotoWorkerLimits limits)
    {
        var systemRoot = environment.TryGetValue("SystemRoot", out var root) ? root : null;
        environment.Clear();
        if (systemRoot is not null)
        {
            environment["SystemRoot"] = systemRoot;
        }

        environment["DOTNET_ROOT"] = RuntimeRoot();
        environment["DOTNET_GCHeapHardLimit"] = limits.ManagedMemory.ToString("X", CultureInfo.InvariantCulture);
        environment["DOTNET_gcServer"] = "0";
        environment["DOTNET_gcConcurrent"] = "0";
        environment["DOTNET_EnableDiagnostics"] = "0";
        environment["DOTNET_TieredPGO"] = "0";
        environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        environment["MALLOC_ARENA_MAX"] = "1";
    }

    private static string RuntimeRoot() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
}
