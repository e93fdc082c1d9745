using System.Globalization;
using System.Text.Json;

namespace TipIntake.Monitoring;

/// <summary>How the last run of something outside the service ended.</summary>
internal sealed record LastRun(DateTimeOffset At, bool Ok);

/// <summary>What the scripts of infra/backup told about their last runs. Setting <c>Monitoring:Status:Path</c>: the folder they write to, read only.</summary>
internal sealed record LastRuns(string? Folder)
{
    private static readonly string[] Formats = ["yyyy-MM-ddTHHmmssZ", "yyyy-MM-ddTHH:mm:ssZ"];

    public LastRun? Backup => Read("backup");

    public LastRun? Drill => Read("drill");

    public static LastRuns From(IConfiguration configuration) => new(configuration["Monitoring:Status:Path"] is { Length: > 0 } path ? Path.GetFullPath(path) : null);

    // Null as well for a file that is not as those scripts write it: nobody is told that something held which may not have.
    private LastRun? Read(string name)
    {
        try
        {
            if (Folder is null || !File.Exists(Path.Combine(Folder, $"{name}.json")))
            {
                return null;
            }

            using var told = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.json")));
            return DateTimeOffset.TryParseExact(told.RootElement.GetProperty("at").GetString(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? new LastRun(at, told.RootElement.GetProperty("ok").GetBoolean())
                : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
