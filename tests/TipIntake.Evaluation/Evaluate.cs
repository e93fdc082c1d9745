using System.Text.Json;

namespace TipIntake.Evaluation;

/// <summary>Plays a labelled corpus into empty services, with all fields and with the text alone, and says how well the tips were grouped and ordered.</summary>
internal static class Evaluate
{
    private const string Usage = "usage: dotnet run --project tests/TipIntake.Evaluation -- FOLDER [--json FILE] [--picture FILE]";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> RunAsync(string[] args)
    {
        var named = args.Skip(1).Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        if (args is not [var folder, ..] || !Directory.Exists(folder) || args.Length % 2 == 0 || named.Keys.Except(["--json", "--picture"]).Any())
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        var corpus = Corpus.Read(folder);
        Console.WriteLine($"{corpus.Count} tips about {corpus.Select(tip => tip.Object).Distinct(StringComparer.Ordinal).Count()} objects, {corpus.Count(tip => tip.IsUseful)} of them useful");
        var (all, text) = (await Play.RunAsync(corpus, textOnly: false), await Play.RunAsync(corpus, textOnly: true));
        var figures = Figures.Of(all, text);
        Report.Print(figures, all, text);
        if (named.TryGetValue("--json", out var file))
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(figures, Json));
        }

        var picture = named.GetValueOrDefault("--picture", Path.Combine(Path.GetTempPath(), "tipintake-effort.svg"));
        await File.WriteAllTextAsync(picture, EffortPicture.Draw(all, text));
        Console.WriteLine($"\nThe curve: {picture}");
        return 0;
    }
}
