using System.CommandLine;
using TipIntake.Platform;

namespace TipIntake.Storage;

/// <summary>The verbs <c>db-apply</c>, <c>db-assert</c> and <c>db-patch</c>.</summary>
internal static class DatabaseCommands
{
    public static IEnumerable<Command> Build(UseService use)
    {
        var apply = new Command("db-apply", "Brings the database's schema up to date, as the owner (ConnectionStrings:TipIntakeOwner).");
        apply.SetAction((_, cancel) => use(Apply, cancel));

        var assert = new Command("db-assert", "Exits with 1 when the schema is not as this version expects it.");
        assert.SetAction((_, cancel) => use(Assert, cancel));

        var file = new Argument<string>("file") { Description = "Where the SQL is written." };
        var patch = new Command("db-patch", "Writes the SQL that db-apply would run, and beside it the way back.") { file };
        patch.SetAction((parsed, cancel) => use((app, stop) => Patch(app, parsed.GetRequiredValue(file), stop), cancel));

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
        Console.WriteLine(matches ? "The schema is as expected." : "The schema differs. See the changes: db-patch FILE; make them: db-apply");
        return matches ? 0 : 1;
    }

    private static async Task<int> Patch(WebApplication app, string file, CancellationToken cancel)
    {
        await Schema(app).WritePatch(file, cancel);
        Console.WriteLine($"Wrote {file}.");
        return 0;
    }

    private static DatabaseSchema Schema(WebApplication app) => app.Services.GetRequiredService<DatabaseSchema>();
}
