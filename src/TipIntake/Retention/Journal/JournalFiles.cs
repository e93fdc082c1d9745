using System.Globalization;
using System.Text;
using TipIntake.Platform;
using TipIntake.Tips;

namespace TipIntake.Retention;

/// <summary>One line of the journal: which tip was emptied, when and why.</summary>
internal sealed record Erasure(Guid Tip, DateTimeOffset At, ErasureCause Cause)
{
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Tip} {At.ToUniversalTime():yyyy-MM-ddTHH:mm:ss.ffffffZ} {Cause}");

    public static Erasure? Read(string line) =>
        line.Split(' ') is [var tip, var at, var cause]
        && Guid.TryParse(tip, out var id) && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && Enum.TryParse<ErasureCause>(cause, out var why)
            ? new Erasure(id, moment, why)
            : null;
}

/// <summary>
/// The journal outside the database: one file for each day, to which lines are added. Setting <c>Retention:Journal:Path</c>, meant to be a mount of another machine. It names tips by
/// ids that say nothing, so it can be kept wherever backups are.
/// </summary>
/// <param name="IsOwn">It is the service's own, and made where it is missing. One that was named is a mount: where it is missing nothing is written beside it.</param>
internal sealed record JournalFiles(string Folder, bool IsOwn = false)
{
    private const string Pattern = "erasures-*.txt";

    public static JournalFiles From(IConfiguration configuration) =>
        configuration["Retention:Journal:Path"] is { Length: > 0 } path ? new(Path.GetFullPath(path)) : new(Path.Combine(DataFolder.From(configuration), "erasures"), IsOwn: true);

    /// <summary>On disk when it returns.</summary>
    public void Add(IReadOnlyCollection<Erasure> erasures, DateOnly today)
    {
        if (IsOwn)
        {
            Directory.CreateDirectory(Folder);
        }

        var path = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"erasures-{today:yyyy-MM-dd}.txt"));
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        EndLine(file);
        file.Write(Encoding.ASCII.GetBytes(string.Concat(erasures.Select(erasure => $"{erasure.Line}\n"))));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Oldest first. A line that was torn off by a crash is left out; its erasure is written once more.</summary>
    public IEnumerable<Erasure> Read() =>
        Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, Pattern).Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(Erasure.Read).OfType<Erasure>() : [];

    /// <summary>The last one that was written; null while there is none.</summary>
    public Erasure? Last() =>
        Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, Pattern).OrderDescending(StringComparer.Ordinal).Select(file => File.ReadLines(file).Select(Erasure.Read).OfType<Erasure>().LastOrDefault()).FirstOrDefault(last => last is not null) : null;

    // What a crash left half written is a line of its own, which nobody can read.
    private static void EndLine(FileStream file)
    {
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
            {
                file.WriteByte((byte)'\n');
            }
        }
    }
}
