using System.CommandLine;
using TipIntake.Platform;
using TipIntake.Storage.Changes;

namespace TipIntake.Storage;

/// <summary>The verbs <c>db-apply</c>, <c>db-assert</c> and <c>db-patch</c>.</summary>
internal static class DatabaseCommands
{
    public static IEnumerable<Command> Build(UseService use)
    {
        var apply = new Command("db-apply", "Adds to the database's schema what this version needs, as the owner (ConnectionStrings:TipIntakeOwner), while the service runs. Takes nothing away.");
        apply.SetAction((_, cancel) => use(Apply, cancel));

        var assert = new Command("db-assert", "Exits with 1 when the schema lacks something that this version needs, or has it otherwise; names what is there beyond it.");
        assert.SetAction((_, cancel) => use(Assert, cancel));

        var file = new Argument<string>("file") { Description = "Where the SQL is written.", Arity = ArgumentArity.ZeroOrOne };
        var next = new Option<string>("--next") { Description = "A folder of numbered SQL files: writes what this version needs beyond them as the next file, for review. Asks no database but one of its own." };
        var name = new Option<string>("--name") { Description = "With --next: what changes, in a few words with hyphens." };
        var patch = new Command("db-patch", "Writes the SQL that db-apply would run, and beside it the way back.") { file, next, name };
        patch.SetAction((parsed, cancel) => parsed.GetValue(next) is { } folder
            ? use((app, stop) => Next(app, folder, parsed.GetValue(name), stop), cancel)
            : use((app, stop) => Patch(app, parsed.GetValue(file) ?? throw new TerminalRefusal("Say where: db-patch FILE, or db-patch --next FOLDER --name WHAT-CHANGES"), stop), cancel));

        return [apply, assert, patch];
    }

    private static async Task<int> Apply(WebApplication app, CancellationToken cancel)
    {
        await Schema(app).Apply(cancel);
        Console.WriteLine("The schema is up to date.");
        return 0;
    }

    private static async Task<int> Assert(WebApplication app, CancellationToken cancel)
    {
        var matches = await Schema(app).Matches(cancel);
        Console.WriteLine(matches ? "The schema has what this version needs." : "The schema differs. See the changes: db-patch FILE; make them: db-apply");
        foreach (var more in await Schema(app).More(cancel))
        {
            Console.WriteLine($"Not of this version: {more}");
        }

        return matches ? 0 : 1;
    }

    private static async Task<int> Next(WebApplication app, string folder, string? name, CancellationToken cancel)
    {
        var files = await new CommittedSchema(folder).WriteNext(app.Services, name ?? "", cancel);
        Console.WriteLine(files.Count == 0 ? "The files hold all that this version needs." : $"Wrote {string.Join(" and ", files)}.");
        foreach (var finding in files.Take(1).Where(file => !CommittedSchema.IsWhole(file)).SelectMany(file => PatchReview.Findings(Path.GetFileName(file), File.ReadAllText(file))))
        {
            Console.WriteLine($"To be settled before it is committed: {finding}");
        }

        return 0;
    }

    private static async Task<int> Patch(WebApplication app, string file, CancellationToken cancel)
    {
        await Schema(app).WritePatch(file, cancel);
        Console.WriteLine($"Wrote {file}.");
        return 0;
    }

    private static DatabaseSchema Schema(WebApplication app) => app.Services.GetRequiredService<DatabaseSchema>();
}
