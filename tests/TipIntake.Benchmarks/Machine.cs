using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace TipIntake.Benchmarks;

/// <summary>What the figures were measured on; figures without it mean nothing.</summary>
internal sealed record Machine(
    int Cores, string Processor, long MemoryMebibytes, string Kernel, string DotNet, string Commit, string PostgreSql, IReadOnlyDictionary<string, string> Settings, string LoadBefore)
{
    private static readonly string[] Asked = ["fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size", "wal_compression"];

    public static async Task<Machine> ReadAsync(NpgsqlDataSource database)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Asked)
        {
            settings[name] = await AskAsync(database, $"show {name}");
        }

        return new Machine(
            Environment.ProcessorCount,
            ProcessorName(),
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
            KernelName(),
            RuntimeInformation.FrameworkDescription,
            Git("rev-parse", "--short", "HEAD") + (Git("status", "--porcelain", "--untracked-files=no").Length > 0 ? " with changes" : ""),
            await AskAsync(database, "show server_version"),
            settings,
            LoadAverage());
    }

    public IEnumerable<string> Lines() =>
    [
        string.Create(CultureInfo.InvariantCulture, $"machine: {Cores} cores ({Processor}), {MemoryMebibytes:N0} MiB, {Kernel}, {DotNet}, commit {Commit}"),
        $"database: PostgreSQL {PostgreSql}, {string.Join(", ", Settings.Select(s => $"{s.Key}={s.Value}"))}",
        $"load average before {LoadBefore}, now {LoadAverage()}",
    ];

    private static async Task<string> AskAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string ?? "?";
    }

    private static string LoadAverage() =>
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    private static string KernelName() =>
        File.Exists("/proc/sys/kernel/osrelease") ? $"{RuntimeInformation.OSDescription}, kernel {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}" : RuntimeInformation.OSDescription;

    private static string ProcessorName() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
            : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Git(params IEnumerable<string> arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = AppContext.BaseDirectory })!;
            return git.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
