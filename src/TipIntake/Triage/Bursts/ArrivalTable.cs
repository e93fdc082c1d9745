using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>How many tips came for an object in each minute that nobody has weighed yet.</summary>
internal sealed class ArrivalTable : ServiceTable
{
    public const string Name = "arrivals";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    private const string Add = $"""
        insert into {QualifiedName} as known (object, minute, tips) select * from unnest($1::text[], $2::timestamptz[], $3::int[])
        on conflict (object, minute) do update set tips = known.tips + excluded.tips
        """;

    public ArrivalTable()
        : base(Name)
    {
        AddColumn("object", "text").AsPrimaryKey();
        AddColumn("minute", "timestamp with time zone").AsPrimaryKey();
        AddColumn("tips", "integer").NotNull();
    }

    public static Task Note(TriageTransaction transaction, IEnumerable<ArrivedTip> tips, CancellationToken cancel)
    {
        var counts = tips.CountBy(tip => (tip.Object, Minute: MinuteOf(tip.Facts.ReceivedAt))).ToArray();
        return counts.Length == 0 ? Task.CompletedTask : transaction.Run(
            Add, cancel, counts.Select(count => count.Key.Object).ToArray(), counts.Select(count => count.Key.Minute.UtcDateTime).ToArray(), counts.Select(count => count.Value).ToArray());
    }

    public static DateTimeOffset MinuteOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
