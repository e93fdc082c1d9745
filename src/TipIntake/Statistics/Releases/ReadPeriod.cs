using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>Reads what was known of a week at the end of a day. Days that are over never change, so it reads the same next year.</summary>
internal static class ReadPeriod
{
    // The day before the one that counting stands at, whether the service ran on it or not.
    private const string LastClosed = $"select case when count(*) > 1 then max(known) - 1 end from {CountedDayTable.QualifiedName}";

    private const string Listed = $"""
        select distinct on (object) object, category from {CountedObjectTable.QualifiedName} where known <= $1 and published <= $2 order by object, known desc
        """;

    // Assessed, and still there.
    private const string Groups = $"""
        select c.object, c.country, c.language, c.basis, s.decision, sum(t.tips)::integer, sum(t.keys)::bigint
        from {TipCountTable.QualifiedName} t join {CountCellTable.QualifiedName} c on c.id = t.cell join {CountStateTable.QualifiedName} s on s.id = t.state
        where t.known <= $1 and c.day between $2 and $3 and s.decision <> '' and not s.withdrawn
        group by c.object, c.country, c.language, c.basis, s.decision having sum(t.tips) <> 0
        """;

    /// <summary>The last day that is over and counted; null before there is one.</summary>
    public static async Task<DateOnly?> LastClosedDay(TriageTransaction transaction, CancellationToken cancel) =>
        (await transaction.Read(LastClosed, row => row.IsDBNull(0) ? (DateOnly?)null : row.GetFieldValue<DateOnly>(0), cancel))[0];

    /// <summary>Every object that took tips by then, whether it got any or not.</summary>
    public static async Task<ListedObject[]> Objects(TriageTransaction transaction, ReleasePeriod period, DateOnly asOf, CancellationToken cancel) =>
        [.. await transaction.Read(Listed, row => new ListedObject(row.GetString(0), row.GetString(1)), cancel, asOf, period.To)];

    public static async Task<PeriodCounts> Run(TriageTransaction transaction, ReleasePeriod period, DateOnly asOf, IReadOnlyList<ListedObject> objects, CancellationToken cancel) => new(
        objects, ReleaseCodes.All,
        await transaction.Read(
            Groups,
            row => new CountedGroup(row.GetString(0), row.GetString(1), Language(row.GetString(2)), BasisOf(row.GetString(3)), DecisionOf(row.GetString(4)), row.GetInt32(5), row.GetInt64(6)),
            cancel, asOf, period.From, period.To));

    // Without its region and script.
    private static string Language(string tag) => tag.Split('-')[0].ToLowerInvariant();

    private static string BasisOf(string stored) => Enum.TryParse<Basis>(stored, ignoreCase: true, out var basis) ? BasisNames.NameOf(basis) : stored;

    private static string DecisionOf(string stored) => Enum.TryParse<Decision>(stored, ignoreCase: true, out var decision) ? AssessmentReasons.NameOf(decision) : stored;
}
