using System.Globalization;
using System.Text;

namespace TipIntake.Catalogue;

/// <summary>
/// The hidden verb <c>photo-worker</c>: one picture in on standard input, one answer out, confined before the first
/// byte is read. On Linux the kernel enforces the limits; on Windows and macOS only the parent's clock and the heap limit do.
/// </summary>
internal static class PhotoWorkerChild
{
    public const string Verb = "photo-worker";
    public const string Prove = "--prove";
    public const string Wait = "--wait";

    private static readonly PhotoArea Corner = new(10, 10, 200, 100);

    public static int Run(IReadOnlyList<string> arguments)
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        PhotoDecoder.Prepare();
        WarmUp();

        // The console sets itself up at the first write, which later would need a file.
        output.Write([]);
        if (!PhotoSandbox.Enter(MemoryLimit(arguments)))
        {
            output.Write(PhotoAnswer.Write(PhotoOutcome.Refused(PhotoRefusals.SandboxUnavailable)));
            return 0;
        }

        if (arguments.Contains(Prove, StringComparer.Ordinal))
        {
            output.Write(Encoding.ASCII.GetBytes(PhotoSandbox.Prove()));
            return 0;
        }

        if (arguments.Contains(Wait, StringComparer.Ordinal))
        {
            Thread.Sleep(Timeout.Infinite);
        }

        output.Write(PhotoAnswer.Write(MakeRenditions(ReadTask(input))));
        return 0;
    }

    private static long MemoryLimit(IReadOnlyList<string> arguments) =>
        arguments.Count > 1 && long.TryParse(arguments[1], CultureInfo.InvariantCulture, out var mebibytes)
            ? mebibytes * 1024 * 1024
            : PhotoWorkerLimits.Default.Memory;

    /// <summary>
    /// Makes one picture of each format and one refusal beforehand: afterwards the sandbox lets no file be opened, so every
    /// library and assembly that is needed must have been loaded by now.
    /// </summary>
    private static void WarmUp()
    {
        using var grey = NetVips.Image.Black(400, 300, bands: 4);
        using var colour = grey.Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
        byte[][] samples = [colour.PngsaveBuffer(), colour.WebpsaveBuffer(profile: "srgb"), colour.JpegsaveBuffer(profile: "srgb")];
        foreach (var sample in samples)
        {
            _ = PhotoAnswer.Write(PhotoDecoder.MakeRenditions(sample));
            _ = PhotoDecoder.MakeRenditions(sample[..(sample.Length / 2)]);
            _ = MakeRenditions([.. PhotoTask.Head(new PhotoCut(Corner, [Corner])), .. sample]);
        }
    }

    private static PhotoOutcome MakeRenditions(byte[] task) =>
        PhotoTask.Read(task) is { } read ? PhotoDecoder.MakeRenditions(read.Original, read.Cut) : PhotoOutcome.Refused(PhotoRefusals.WorkerFailed);

    private static byte[] ReadTask(Stream input)
    {
        using var original = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while (original.Length <= PhotoTask.LongestTask && (read = input.Read(buffer)) > 0)
        {
            original.Write(buffer, 0, read);
        }

        return original.ToArray();
    }
}
