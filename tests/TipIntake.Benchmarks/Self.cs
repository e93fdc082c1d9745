using System.Diagnostics;

namespace TipIntake.Benchmarks;

/// <summary>Starts this very program again with another verb.</summary>
internal static class Self
{
    public static ProcessStartInfo Start(string verb, params IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");
        var isHost = Path.GetFileNameWithoutExtension(program) is "dotnet";
        var own = Path.Combine(AppContext.BaseDirectory, "TipIntake.Benchmarks.dll");
        return new ProcessStartInfo(program, [.. isHost ? [own] : Array.Empty<string>(), verb, .. arguments]) { UseShellExecute = false };
    }
}
