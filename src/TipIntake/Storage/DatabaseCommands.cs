using System.CommandLine;

namespace TipIntake.Storage;

/// <summary>The verbs <c>db-apply</c>, <c>db-assert</c> and <c>db-patch</c>.</summary>
internal static class DatabaseCommands
{
    public static IEnumerable<Command> Build(Func<WebApplication> service)
    {
        var apply = new Command("db-apply", "Brings the database's schema up to date, as the owner (ConnectionStrings:TipIntakeOwner).");
        apply.SetAction(async (_, cancel) =>
        {
            await using var app = service();
            await app.Services.GetRequiredService<DatabaseSchema>().Apply(cancel);
            Console.WriteLine("The schema is up to date.");
        });

        var assert = new Command("db-assert", "Exits with 1 when the schema is not as this version expects it.");
        assert.SetAction(async (_, cancel) =>
        {
            await using var app = service();
            var matches = await app.Services.GetRequiredService<DatabaseSchema>().Matches(cancel);
            Console.WriteLine(matches ? "The schema is as expected." : "The schema differs. See the changes: db-patch FILE; make them: db-apply");
            return matches ? 0 : 1;
        });

        var file = new Argument<string>("file") { Description = "Where the SQL is written." };
        var patch = new Command("db-patch", "Writes the SQL that db-apply would run, and beside it the way back.") { file };
        patch.SetAction(async (parsed, cancel) =>
        {
            await using var app = service();
            await app.Services.GetRequiredService<DatabaseSchema>().WritePatch(parsed.GetRequiredValue(file), cancel);
            Console.WriteLine($"Wrote {parsed.GetRequiredValue(file)}.");
        });

        return [apply, assert, patch];
    }
}
