using System.Text.Json;
using System.Text.Json.Serialization;

namespace TipIntake.Faults.Reporting;

/// <summary>
/// What is promised, and what a run measured. With FAULT_REPORT=FOLDER every run adds its rows to <c>rows.jsonl</c> there, and
/// <c>report.md</c> shows the newest row of each promise and fault; several runs may share a folder. A row is added before a
/// test judges it, so that a promise that does not hold stands in the table, too.
/// </summary>
internal static class FaultReport
{
    private static readonly Lock Guard = new();

    /// <param name="promise">Its name in infra/docs/fault-runs.md, such as D2.</param>
    /// <param name="fault">What was done, and how often.</param>
    /// <param name="measured">Figures with their units.</param>
    public static void Add(string promise, string fault, string demanded, string measured, bool held)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{promise} {fault}: {measured}");

        if (Environment.GetEnvironmentVariable("FAULT_REPORT") is { Length: > 0 } folder)
        {
            lock (Guard)
            {
                Write(folder, new FaultRow(promise, fault, demanded, measured, held, TimeProvider.System.GetUtcNow()));
            }
        }
    }

    private static void Write(string folder, FaultRow row)
    {
        Directory.CreateDirectory(folder);
        var rows = Path.Combine(folder, "rows.jsonl");
        File.AppendAllLines(rows, [JsonSerializer.Serialize(row, FaultRowJson.Default.FaultRow)]);
        var all = File.ReadAllLines(rows).Select(line => JsonSerializer.Deserialize(line, FaultRowJson.Default.FaultRow)!);
        File.WriteAllText(Path.Combine(folder, "report.md"), FaultTable.Render(all));
    }
}

/// <param name="At">When it was measured.</param>
internal sealed record FaultRow(string Promise, string Fault, string Demanded, string Measured, bool Held, DateTimeOffset At);

[JsonSerializable(typeof(FaultRow))]
internal sealed partial class FaultRowJson : JsonSerializerContext;
