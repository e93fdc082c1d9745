using System.Globalization;

namespace TipIntake.Audit;

/// <summary>A checkpoint as it was found in a folder; without content if it is not one.</summary>
internal sealed record CheckpointFile(string Name, Checkpoint? Checkpoint, byte[] Signature)
{
    private const int LargestFile = 4 * 1024;
    private const string Start = "checkpoint-";
    private const string End = ".txt";

    /// <summary>Names stand in the order of sizes.</summary>
    public static string NameOf(long size) => string.Create(CultureInfo.InvariantCulture, $"{Start}{size:D14}{End}");

    /// <summary>Those of a folder, smallest size first. Only one is read at a time.</summary>
    public static IEnumerable<CheckpointFile> In(string folder) => Names(folder).Select(name => Read(Path.Combine(folder, name)));

    /// <summary>The size of the newest checkpoint in the folder, by its name; 0 when there is none.</summary>
    public static long NewestIn(string folder) =>
        Names(folder).LastOrDefault() is { } newest && long.TryParse(newest[Start.Length..^End.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;

    public static CheckpointFile Of(string name, string text) =>
        Audit.Checkpoint.Parse(text) is ({ } checkpoint, var signature) && NameOf(checkpoint.Size) == name ? new(name, checkpoint, signature) : new(name, null, []);

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(folder, $"{Start}*{End}").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static CheckpointFile Read(string path) =>
        Of(Path.GetFileName(path), new FileInfo(path).Length <= LargestFile ? File.ReadAllText(path) : "");
}
