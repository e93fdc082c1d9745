using System.Text.Json;
using NetVips;

namespace TipIntake.Benchmarks.Servers;

/// <summary>A folder for <c>objects import</c>: a dozen objects of our own, always the same, so that figures of different days compare.</summary>
internal static class MeasuredObjects
{
    private const int Count = 12;

    public static string WriteInto(string folder)
    {
        Directory.CreateDirectory(folder);
        var entries = Enumerable.Range(1, Count).Select(number => Entry(number, Draw(folder, number)));
        File.WriteAllText(Path.Combine(folder, "objects.json"), JsonSerializer.Serialize(entries));
        return folder;
    }

    private static object Entry(int number, string photo) => new
    {
        reference = FormattableString.Invariant($"OBJ-2026-{9000 + number}"),
        defaultLanguage = "en",
        title = In($"Striped cloth {number}"),
        question = In("Where was this cloth sold, and what was made of it?"),
        category = "textile",
        regions = new[] { "PT", "AT" },
        photos = new[] { new { file = photo, alternativeText = In("A cloth with broad stripes of two colours") } },
    };

    private static Dictionary<string, string> In(string english) => new(StringComparer.Ordinal) { ["en"] = english };

    private static string Draw(string folder, int number)
    {
        var file = $"cloth-{number}.png";
        using var stripes = Image.Sines(640, 480, hfreq: number, vfreq: 0).Linear([90.0, 60, 30], [120.0, 140, 90]).Cast(Enums.BandFormat.Uchar);
        using var cloth = stripes.Copy(interpretation: Enums.Interpretation.Srgb);
        cloth.WriteToFile(Path.Combine(folder, file));
        return file;
    }
}
