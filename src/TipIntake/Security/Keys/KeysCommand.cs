using System.CommandLine;

namespace TipIntake.Security.Keys;

/// <summary>The verbs <c>keys init</c> and <c>keys rotate</c>.</summary>
internal static class KeysCommand
{
    public static Command Build(Func<IConfiguration> configuration)
    {
        var path = new Option<string?>("--path") { Description = "The folder of the key ring (default: the setting Keys:Path)." };
        var activeIn = new Option<TimeSpan>("--active-in")
        {
            Description = "How long every node still uses the old key, hh:mm:ss. With several nodes: long enough to copy the file and restart each.",
        };

        var init = new Command("init", "Makes a new key ring; refuses to replace one.") { path };
        init.SetAction(parsed => Init(FolderFrom(parsed.GetValue(path), configuration)));

        var rotate = new Command("rotate", "Adds a new key; old receipts keep working.") { path, activeIn };
        rotate.SetAction(parsed => Rotate(FolderFrom(parsed.GetValue(path), configuration), parsed.GetValue(activeIn)));

        return new Command("keys", "The secrets behind receipts and ids. Keep a copy apart from the database's backups.") { init, rotate };
    }

    private static int Init(string folder)
    {
        if (KeyFile.Exists(folder))
        {
            Console.Error.WriteLine($"{KeyFile.PathIn(folder)} exists already. A new ring would orphan every receipt; to add a key: keys rotate");
            return 1;
        }

        KeyFile.WriteFirst(folder, KeySet.Make(1, TimeProvider.System.GetUtcNow()));
        Console.WriteLine($"Wrote {KeyFile.PathIn(folder)}, readable by its owner only. Keep a copy apart from the database's backups.");
        return 0;
    }

    private static int Rotate(string folder, TimeSpan activeIn)
    {
        var keys = KeyFile.Read(folder);
        var next = KeySet.Make((short)(keys.Max(k => k.Id) + 1), TimeProvider.System.GetUtcNow() + activeIn);

        KeyFile.Write(folder, [.. keys, next]);
        Console.WriteLine($"Added key {next.Id}, in use from {next.ActiveFrom:u}. Copy the file to every node and restart each before then.");
        return 0;
    }

    private static string FolderFrom(string? given, Func<IConfiguration> configuration) =>
        given ?? KeySettings.FolderFrom(configuration());
}
