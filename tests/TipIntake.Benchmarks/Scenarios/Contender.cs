using TipIntake.Benchmarks.Reporting;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>Something that is measured in turn with others.</summary>
internal sealed record Contender(string Name, Func<Task<Measurement>> Measure)
{
    /// <summary>Done before each measurement and not counted.</summary>
    public Func<Task> Prepare { get; init; } = () => Task.CompletedTask;

    /// <summary>Rounds A B C, A B C, …: what the machine does meanwhile hits all alike.</summary>
    public static async Task<IReadOnlyList<Row>> TakeTurnsAsync(IReadOnlyList<Contender> contenders, int rounds, Progress progress)
    {
        var results = contenders.ToDictionary(c => c.Name, _ => new List<Measurement>(), StringComparer.Ordinal);
        using var bar = progress.Start($"{rounds} rounds of {contenders.Count}", rounds * contenders.Count);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var contender in contenders)
            {
                await contender.Prepare();
                results[contender.Name].Add(await contender.Measure());
                bar.Add(1);
            }
        }

        return contenders.Select(c => new Row(c.Name, results[c.Name])).ToArray();
    }
}
