using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using TipIntake.Platform;
using TipIntake.Security.Keys;

namespace TipIntake.Audit;

/// <summary>The verbs <c>audit verify</c> and <c>audit keys init</c>.</summary>
internal static class AuditCommand
{
    private const int MostTold = 100;

    private static readonly TimeSpan BetweenLines = TimeSpan.FromMilliseconds(250);

    public static Command Build(Func<IConfiguration> configuration, UseService use) =>
        new("audit", "The trail of who did and read what.") { Verify(use), new Command("keys", "The key that signs the trail's checkpoints.") { Init(configuration) } };

    private static Command Init(Func<IConfiguration> configuration)
    {
        var path = new Option<string?>("--path") { Description = "The folder of the key ring (default: the setting Keys:Path)." };
        var init = new Command("init", "Makes the pair; refuses to replace one.") { path };
        init.SetAction(parsed =>
        {
            var folder = parsed.GetValue(path) ?? KeySettings.FolderFrom(configuration());
            var id = CheckpointKeyFiles.Make(folder);
            parsed.InvocationConfiguration.Output.WriteLine($"Wrote key {id} into {folder}.");
            parsed.InvocationConfiguration.Output.WriteLine($"Give {CheckpointKeyFiles.PublicName} to whoever audits. Keep {CheckpointKeyFiles.SigningName} away from the database and its backups.");
            return 0;
        });
        return init;
    }

    private static Command Verify(UseService use)
    {
        var folder = new Option<string>("--checkpoints") { Description = "The folder of the checkpoint files, as they arrived on the other machine.", Required = true };
        var keys = new Option<string[]>("--key") { Description = "File of a public half; may be repeated after a change of keys.", Required = true };
        var verify = new Command("verify", "Reads the whole trail, computes it anew, and holds it against the checkpoints. Ends with 1 when anything is wrong.") { folder, keys };
        verify.SetAction((parsed, cancel) =>
        {
            var trusted = parsed.GetRequiredValue(keys).Select(CheckpointKeyFiles.ReadPublic).ToArray();
            var files = CheckpointFile.In(parsed.GetRequiredValue(folder));
            return use((app, stop) => Verify(app.Services.GetRequiredService<ReadTrail>(), files, trusted, parsed.InvocationConfiguration.Output, stop), cancel);
        });
        return verify;
    }

    private static async Task<int> Verify(ReadTrail read, IEnumerable<CheckpointFile> files, CheckpointPublicKey[] keys, TextWriter output, CancellationToken cancel)
    {
        var (told, progress) = (0, new ProgressLine());
        using var verifier = new TrailVerifier(files, keys, finding =>
        {
            if (told++ < MostTold)
            {
                progress.Clear();
                output.WriteLine(finding.Words);
            }
        });

        await read.Into(verifier, progress.Show, cancel);
        progress.Clear();
        return Conclude(verifier, told - MostTold, output);
    }

    private static int Conclude(TrailVerifier verifier, int untold, TextWriter output)
    {
        if (untold > 0)
        {
            Say(output, $"And {untold} findings more.");
        }

        Say(output, $"{verifier.Links} entries and {verifier.ComparedCheckpoints} checkpoints read; signed up to position {verifier.SignedUpTo}.");
        if (verifier.ComparedCheckpoints == 0)
        {
            Say(output, $"NOT VERIFIED: there was no checkpoint to hold the trail against. Whoever rewrote all of it could not be seen.");
            return 1;
        }

        Say(output, verifier.Faults == 0 ? (FormattableString)$"The trail is whole." : $"NOT AS IT WAS: {verifier.Faults} findings.");
        return verifier.Faults == 0 ? 0 : 1;
    }

    private static void Say(TextWriter output, FormattableString words) => output.WriteLine(words.ToString(CultureInfo.InvariantCulture));

    /// <summary>One line that is written over, on a terminal only.</summary>
    private sealed class ProgressLine
    {
        private readonly bool terminal = !Console.IsErrorRedirected;
        private long next;

        public void Show(long position, long last)
        {
            if (terminal && Stopwatch.GetTimestamp() is var now && now >= next)
            {
                next = now + (long)(BetweenLines.TotalSeconds * Stopwatch.Frequency);
                Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{position} of {last} entries"));
            }
        }

        public void Clear()
        {
            if (terminal && next > 0)
            {
                Console.Error.Write("\r                                                  \r");
            }
        }
    }
}
