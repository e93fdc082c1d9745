using System.CommandLine;
using TipIntake.Platform;

namespace TipIntake.Retention;

/// <summary>The verb <c>erasures replay</c>.</summary>
internal static class ErasuresCommand
{
    public static Command Build(UseService use)
    {
        var folder = new Option<string?>("--journal") { Description = "The folder of the journal (default: the setting Retention:Journal:Path)." };
        var replay = new Command("replay", "After a backup was restored and before the doors open: erases again what was erased since.") { folder };
        replay.SetAction((parsed, cancel) => use(
            async (app, stop) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                var files = parsed.GetValue(folder) is { } given ? new JournalFiles(Path.GetFullPath(given)) : app.Services.GetRequiredService<JournalFiles>();
                if (!Directory.Exists(files.Folder))
                {
                    throw new TerminalException($"There is no folder {files.Folder}. Without the journal nobody knows what was erased since the backup.");
                }

                var result = await app.Services.GetRequiredService<ReplayErasures>().Run(files.Read(), (done, all) => output.Write($"\r{done:N0} of {all:N0}"), stop);
                await output.WriteLineAsync($"\n{result.Known:N0} erasures are known; {result.Emptied:N0} tips were there again and are empty now.");
                return 0;
            },
            cancel));
        return new Command("erasures", "What was erased, by its senders, by order or by age.") { replay };
    }
}
