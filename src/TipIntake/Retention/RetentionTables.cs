using TipIntake.Storage;

namespace TipIntake.Retention;

/// <summary>The one <see cref="RetentionDay"/> of all nodes.</summary>
internal sealed class RetentionDayTable : ServiceTable
{
    public const string Name = "retention_day";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public RetentionDayTable()
        : base(Name)
    {
        AddColumn("id", "smallint").AsPrimaryKey();
        AddColumn("day", "date").NotNull();
        AddColumn("moved_at", "timestamp with time zone").NotNull();
        // The day for which leads were marked last.
        AddColumn("marked", "date");
    }
}

/// <summary>Leads whose time is over, and since when that is known. Erased after the notice, if it still holds then.</summary>
internal sealed class RetentionMarkTable : ServiceTable
{
    public const string Name = "retention_marks";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public RetentionMarkTable()
        : base(Name)
    {
        AddColumn("lead", "text").AsPrimaryKey();
        AddColumn("object", "text").NotNull();
        AddColumn("rule", "text").NotNull();
        AddColumn("tips", "integer").NotNull();
        AddColumn("due", "date").NotNull();
        AddColumn("marked", "date").NotNull();
        Indexes.Add(new Weasel.Postgresql.Tables.IndexDefinition($"{Name}_marked") { Columns = ["marked", "lead"] });
    }
}
