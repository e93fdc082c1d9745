using System.Globalization;
using System.Text.Json;

namespace TipIntake.Benchmarks.Reporting;

/// <summary>Collects tables and goals and writes them for people and for programs.</summary>
internal sealed class Report(Machine machine)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<Section> sections = [];
    private readonly List<Goal> goals = [];

    public bool AllMet => goals.TrueForAll(g => g.Met);

    /// <summary>Printed at once, so that a long run can be read while it goes on.</summary>
    public void Add(Section section)
    {
        sections.Add(section);
        Console.WriteLine();
        foreach (var line in section.Lines())
        {
            Console.WriteLine(line);
        }
    }

    public void Add(Goal goal) => goals.Add(goal);

    public void Finish(string? jsonPath)
    {
        Console.WriteLine();
        foreach (var line in GoalLines().Concat(machine.Lines()))
        {
            Console.WriteLine(line);
        }

        if (Environment.GetEnvironmentVariable("FAULT_REPORT") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.AppendAllLines(Path.Combine(folder, "rows.jsonl"), goals.Where(IsPromise).Select(AsRow));
        }

        if (jsonPath is not null)
        {
            File.WriteAllText(jsonPath, JsonSerializer.Serialize(AsData(), Indented));
        }
    }

    private IEnumerable<string> GoalLines()
    {
        var rows = goals.Select(g => (IReadOnlyList<string>)
            [g.What, (g.AtLeast ? ">= " : "<= ") + Figure(g.Wanted, g.Unit), Figure(g.Measured, g.Unit), g.Met ? "yes" : "NO"]).ToArray();
        return rows.Length == 0 ? [] : [.. TextTable.Lines(["goal", "wanted", "measured", "met?"], rows), ""];
    }

    private object AsData() => new
    {
        machine,
        tables = sections.Select(s => new
        {
            s.Title,
            s.Notes,
            rows = s.Rows.Select(r => new
            {
                r.Name,
                r.PerSecond,
                ratios = s.Against.ToDictionary(a => a.Name, a => r.RatioTo(a.Row), StringComparer.Ordinal),
                r.Rounds,
            }),
        }),
        goals = goals.Select(g => new { g.What, g.Unit, wanted = g.Wanted, g.AtLeast, g.Measured, g.Met }),
    };

    // L1 to L9 are named in infra/docs/fault-runs.md; the fault runs print one table of their rows and these.
    private static bool IsPromise(Goal goal) => goal.What.Length > 2 && goal.What[0] == 'L' && char.IsAsciiDigit(goal.What[1]);

    private static string AsRow(Goal goal) => JsonSerializer.Serialize(new
    {
        Promise = goal.What[..2],
        Fault = goal.What[3..],
        Demanded = $"{(goal.AtLeast ? ">=" : "<=")} {Figure(goal.Wanted, goal.Unit)}",
        Measured = Figure(goal.Measured, goal.Unit),
        Held = goal.Met,
        At = DateTimeOffset.UtcNow,
    });

    private static string Figure(double value, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {unit}").TrimEnd();
}
