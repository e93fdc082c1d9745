using TipIntake.Platform;
using TipIntake.Security.Keys;

namespace TipIntake.Audit;

/// <summary>How often a checkpoint is made and where it goes.</summary>
/// <param name="Every">A checkpoint after so long, if there are new entries (<c>Audit:Checkpoints:Every</c>).</param>
/// <param name="Entries">And after so many new entries (<c>Audit:Checkpoints:Entries</c>).</param>
/// <param name="Folder">Meant to be a mount of another machine (<c>Audit:Checkpoints:Path</c>).</param>
internal sealed record CheckpointSettings(TimeSpan Every, int Entries, string Folder)
{
    private const string Section = "Audit:Checkpoints";

    private static readonly TimeSpan UsualTime = TimeSpan.FromMinutes(5);

    private const int UsualEntries = 1_000;

    public static CheckpointSettings From(IConfiguration configuration)
    {
        var every = configuration.GetValue<TimeSpan?>($"{Section}:Every") ?? UsualTime;
        var entries = configuration.GetValue<int?>($"{Section}:Entries") ?? UsualEntries;
        if (every < TimeSpan.FromSeconds(1) || entries < 1)
        {
            throw new SettingException($"{Section}:Every takes a time of at least a second (hh:mm:ss), {Section}:Entries a number from 1 on.");
        }

        var folder = configuration[$"{Section}:Path"] is { Length: > 0 } path ? path : Path.Combine(DataFolder.From(configuration), "audit-checkpoints");
        return new CheckpointSettings(every, entries, Path.GetFullPath(folder));
    }

    public static CheckpointKey ReadKey(IConfiguration configuration, IHostEnvironment environment) =>
        CheckpointKeyFiles.ReadOrMake(KeySettings.FolderFrom(configuration), environment.IsDevelopment());
}
