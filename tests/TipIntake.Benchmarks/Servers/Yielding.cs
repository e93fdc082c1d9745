using System.Diagnostics;

namespace TipIntake.Benchmarks.Servers;

/// <summary>Programs that get a third of the processors' time that their neighbours get while there is too little of it. Without "nice" (Windows) they start as they are.</summary>
internal static class Yielding
{
    // Linux gives each step about a tenth more or less: 335 instead of 1024.
    private const string Step = "5";

    public static ProcessStartInfo Start(ProcessStartInfo program)
    {
        if (OperatingSystem.IsWindows())
        {
            return program;
        }

        var start = new ProcessStartInfo("nice", ["-n", Step, program.FileName, .. program.ArgumentList])
        {
            WorkingDirectory = program.WorkingDirectory,
            UseShellExecute = program.UseShellExecute,
        };
        foreach (var (name, value) in program.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
