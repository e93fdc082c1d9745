using System.CommandLine;
using TipIntake.Platform;

namespace TipIntake;

/// <summary>The verbs <c>config check</c> and <c>config reference</c>.</summary>
internal static class ConfigCommand
{
    /// <summary>Privacy: what stands in these is shown to nobody, not even to whoever may read the files.</summary>
    private static readonly string[] Secrets = ["ConnectionStrings:", "Development:Tokens:", "Kestrel:"];

    public static Command Build() => new("config", "The settings: what is in force, and what there is.") { Check(), Reference() };

    private static Command Reference()
    {
        var reference = new Command("reference", "Prints the page of all settings.");
        reference.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(KnownSettings.Page()));
        return reference;
    }

    private static Command Check()
    {
        var check = new Command("check", "Says what is in force and what nobody reads; ends with 1 where a start would fail. Asks no database.");
        check.SetAction((parsed, _) => Check(parsed.InvocationConfiguration.Output));
        return check;
    }

    private static async Task<int> Check(TextWriter output)
    {
        var builder = Program.Builder([]);
        var configuration = builder.Configuration;
        var given = configuration.AsEnumerable().Where(entry => entry.Value is { Length: > 0 }).Select(entry => entry.Key).ToArray();
        foreach (var key in given.Where(key => KnownSettings.All.Any(setting => setting.Covers(key))).Order(StringComparer.OrdinalIgnoreCase))
        {
            await output.WriteLineAsync($"{key} = {(Secrets.Any(secret => key.StartsWith(secret, StringComparison.OrdinalIgnoreCase)) ? "(not shown)" : configuration[key])}   ({SourceOf(configuration, key)})");
        }

        var unknown = KnownSettings.Unknown(given).ToArray();
        foreach (var (key, meant) in unknown)
        {
            await output.WriteLineAsync($"NOBODY READS {key} ({SourceOf(configuration, key)}){(meant is null ? "" : $". Perhaps {meant} was meant")}.");
        }

        // A start reads everything before it opens a door; a wrong value is said by its name.
        Serving.CheckSettings(builder);
        if (builder.Environment.IsDevelopment())
        {
            // A start would make a database of its own.
            configuration["ConnectionStrings:TipIntake"] ??= "Host=localhost";
        }

        await using var app = Program.Build(builder);
        await output.WriteLineAsync(unknown.Length == 0 ? "A start would take these settings." : "A start would take these settings, without those that nobody reads.");
        return unknown.Length == 0 ? 0 : 1;
    }

    // The last that has it is the one that counts.
    private static string SourceOf(IConfigurationRoot configuration, string key) =>
        configuration.Providers.Reverse().FirstOrDefault(provider => provider.TryGet(key, out _))?.ToString() ?? "?";
}
