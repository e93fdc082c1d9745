using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace TipIntake.Catalogue;

/// <summary>
/// Takes from the current process, for good, everything that decoding a picture does not need. Linux on x64 and arm64;
/// elsewhere it does nothing and says so by answering true: time and heap limits then hold alone.
/// </summary>
internal static partial class PhotoSandbox
{
    private const int LimitProcessorTime = 0;
    private const int LimitFileSize = 1;
    private const int LimitData = 2;
    private const int LimitCore = 4;
    private const int LimitOpenFiles = 7;
    private const int SetDumpable = 4;
    private const int SetNoNewPrivileges = 38;
    private const int ProcessorSeconds = 10;

    /// <summary>The runtime's own and the pipe it needs for each new thread; the filter refuses to open any file anyhow.</summary>
    private const int OpenFiles = 128;

    public static bool Enter(long memory)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        return Limit(LimitCore, 0)
            && Limit(LimitFileSize, 0)
            && Limit(LimitProcessorTime, ProcessorSeconds)
            && Limit(LimitOpenFiles, OpenFiles)
            && prctl(SetDumpable, 0, 0, 0, 0) == 0
            && prctl(SetNoNewPrivileges, 1, 0, 0, 0) == 0
            && SystemCallFilter.Install()
            && Limit(LimitData, (ulong)memory);
    }

    /// <summary>Tries each forbidden system call and reports what the kernel answered, one line each; then starts a thread, which must work.</summary>
    public static string Prove()
    {
        var report = new StringBuilder();
        var thread = new Thread(() => report.Append("thread 0\n"));
        thread.Start();
        thread.Join();
        foreach (var (name, number) in SystemCallFilter.Forbidden())
        {
            var answer = syscall(number, 0, 0, 0, 0, 0, 0);
            var fault = answer < 0 ? Marshal.GetLastSystemError() : 0;
            report.Append(CultureInfo.InvariantCulture, $"{name} {fault}\n");
        }

        return report.ToString();
    }

    // RLIMIT_AS would be simpler, but .NET reserves hundreds of gigabytes of address space that it never touches.
    private static bool Limit(int resource, ulong most)
    {
        ulong[] softAndHard = [most, most];
        return setrlimit(resource, softAndHard) == 0;
    }

#pragma warning disable IDE1006 // the names are the system's
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setrlimit(int resource, ulong[] limits);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int prctl(int option, nint a, nint b, nint c, nint d);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint syscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);
#pragma warning restore IDE1006
}
