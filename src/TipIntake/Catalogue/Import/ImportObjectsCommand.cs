using System.CommandLine;
using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>The verb <c>objects import FOLDER</c>.</summary>
internal static class ImportObjectsCommand
{
    public static Command Build(UseService use)
    {
        var folder = new Argument<string>("folder") { Description = $"Holds {ImportObjects.FileName} and the photos it names." };
        var bypass = new Option<bool>("--publish-without-second-person") { Description = "Publishes at once, past the four eyes. The audit trail says so." };
        var import = new Command("import", "Brings objects and their photos in. In Development they are published; elsewhere they become drafts, which two persons publish.") { folder, bypass };
        import.SetAction((parsed, cancel) => use((app, stop) => Run(app, parsed.GetRequiredValue(folder), parsed.GetValue(bypass), stop), cancel));
        return new Command("objects", "Works on the catalogue of objects.") { import };
    }

    private static async Task<int> Run(WebApplication app, string folder, bool withoutSecondPerson, CancellationToken cancel)
    {
        var report = await app.Services.GetRequiredService<ImportObjects>().Run(folder, Console.WriteLine, cancel, withoutSecondPerson);
        Console.WriteLine($"{report.Changed} changed, {report.Unchanged} unchanged, {report.Refused.Count} refused");
        foreach (var refused in report.Refused)
        {
            Console.WriteLine($"  {refused.Reference,-14}  {refused.Code,-28}  {refused.Reason}");
        }

        return report.Refused.Count == 0 ? 0 : 1;
    }
}
