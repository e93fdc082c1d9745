using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics;

/// <summary>The assessed tips of one week, as skewed as they are: one object is on the news, most get a handful or none; most senders are from two countries.</summary>
internal sealed class SimulatedWeek
{
    public static readonly ReleaseCodes Codes = new(
        ["not-useful", "plausible", "safeguarding", "spam", "useful"], ["AT", "BE", "DE", "ES", "NL", "PL", "PT", "_U"], ["de", "en", "other", "_U"], ["guess", "owns-it", "seen-in-person", "_U"]);

    private static readonly string[] Categories = ["clothing", "household", "packaging"];

    private readonly List<OneTip> tips;

    private SimulatedWeek(ListedObject[] objects, List<OneTip> tips) => (Objects, this.tips) = (objects, tips);

    public ListedObject[] Objects { get; }

    public int Tips => tips.Count;

    public static SimulatedWeek Make(Random chance, int number = 0)
    {
        var objects = Enumerable.Range(1, chance.Next(4, 13)).Select(place => new ListedObject($"OBJ-2026-{number + place:D4}", Categories[chance.Next(Categories.Length)])).ToArray();
        var all = (int)Math.Exp(chance.NextDouble() * 5.5 + 1);
        var rates = objects.Select(_ => Math.Exp(chance.NextDouble() * 6)).ToArray();
        return new SimulatedWeek(objects, [.. Enumerable.Range(0, all).Select(_ => Send(chance, objects, rates))]);
    }

    /// <summary>The same week looked at later: some were assessed since, some otherwise, some withdrawn. Often nothing, sometimes much.</summary>
    public SimulatedWeek Later(Random chance)
    {
        var share = new[] { 0, 0.01, 0.05, 0.3 }[chance.Next(4)];
        var kept = tips.Where(_ => chance.NextDouble() >= share / 3).Select(tip => chance.NextDouble() < share / 3 ? tip with { Decision = Codes.Decisions[chance.Next(Codes.Decisions.Length)] } : tip).ToList();
        var rates = Objects.Select(_ => Math.Exp(chance.NextDouble() * 3)).ToArray();
        kept.AddRange(Enumerable.Range(0, (int)(share * tips.Count)).Select(_ => Send(chance, Objects, rates)));
        return new SimulatedWeek(Objects, kept);
    }

    /// <summary>With so many tips more on one object, alike in everything else.</summary>
    public SimulatedWeek With(Random chance, string reference, int more) =>
        new(Objects, [.. tips, .. Enumerable.Range(0, more).Select(_ => new OneTip(reference, "PT", "en", "guess", "plausible", chance.Next(256)))]);

    public PeriodCounts Count() => new(Objects, Codes, tips.GroupBy(tip => (tip.Reference, tip.Country, tip.Language, tip.Basis, tip.Decision))
        .Select(group => new CountedGroup(group.Key.Reference, group.Key.Country, group.Key.Language, group.Key.Basis, group.Key.Decision, group.Count(), group.Sum(tip => (long)tip.Key))));

    /// <summary>As the tables count, by hand.</summary>
    public int True(string table, string code) => tips.Count(tip => table switch
    {
        "total" => true,
        "object" => tip.Reference == code,
        "category" => Objects.Single(listed => listed.Reference == tip.Reference).Category == code,
        _ => tip.Of(table) == code,
    });

    public int True(string rows, string columns, string row, string column) => tips.Count(tip => tip.Of(rows) == row && tip.Of(columns) == column);

    private static OneTip Send(Random chance, ListedObject[] objects, double[] rates) => new(
        objects[Draw(chance, rates)].Reference, Codes.Countries[Draw(chance, [2, 4, 60, 3, 9, 5, 25, 12])], Codes.Languages[Draw(chance, [60, 25, 4, 11])], Codes.Bases[Draw(chance, [50, 12, 18, 20])],
        Codes.Decisions[Draw(chance, [45, 22, 1, 18, 14])], chance.Next(256));

    private static int Draw(Random chance, double[] rates)
    {
        var left = chance.NextDouble() * rates.Sum();
        var place = 0;
        while (place < rates.Length - 1 && (left -= rates[place]) > 0)
        {
            place++;
        }

        return place;
    }

    private sealed record OneTip(string Reference, string Country, string Language, string Basis, string Decision, int Key)
    {
        public string Of(string dimension) => dimension switch
        {
            "decision" => Decision,
            "country" => Country,
            "language" => Language,
            _ => Basis,
        };
    }
}
