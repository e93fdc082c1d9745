using TipIntake.Storage;
using Weasel.Postgresql.Tables;

namespace TipIntake.Statistics;

// What is counted stands here as changes, each with the day on which it became known; what was known on a day never changes afterwards.
// A sum over the days until then is what was counted then (infra/docs/decisions/0019).

/// <summary>What tips have in common: everything about them that never changes and that somebody may ask about.</summary>
internal sealed class CountCellTable : ServiceTable
{
    public const string Name = "count_cells";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";
    public const string Dimensions = "object, day, lane, country, language, basis, campaign, form";

    public CountCellTable()
        : base(Name)
    {
        AddColumn("id", "integer").AutoIncrement().AsPrimaryKey();
        AddColumn("object", "text").NotNull();
        AddColumn("day", "date").NotNull();
        AddColumn("lane", "text").NotNull();
        // Empty: not said.
        AddColumn("country", "text").NotNull();
        AddColumn("language", "text").NotNull();
        AddColumn("basis", "text").NotNull();
        AddColumn("campaign", "text").NotNull();
        AddColumn("form", "smallint").NotNull();
        Indexes.Add(new IndexDefinition($"{Name}_all") { Columns = Dimensions.Split(", "), IsUnique = true });
    }
}

/// <summary>What has become of tips: the decision on their lead, the kind of answer it gives, whether they were withdrawn.</summary>
internal sealed class CountStateTable : ServiceTable
{
    public const string Name = "count_states";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public CountStateTable()
        : base(Name)
    {
        AddColumn("id", "smallint").SmallAutoIncrement().AsPrimaryKey();
        // Empty: none that holds.
        AddColumn("decision", "text").NotNull();
        AddColumn("kind", "text").NotNull();
        AddColumn("withdrawn", "boolean").NotNull();
        Indexes.Add(new IndexDefinition($"{Name}_all") { Columns = ["decision", "kind", "withdrawn"], IsUnique = true });
    }
}

/// <summary>In which cell and lead each tip was counted last. Privacy: the cell is told from what a sender said, so of a withdrawn tip only stays that it was counted.</summary>
internal sealed class CountedTipTable : ServiceTable
{
    public const string Name = "counted_tips";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public CountedTipTable()
        : base(Name)
    {
        AddColumn("tip", "uuid").AsPrimaryKey();
        AddColumn("lead", "text");
        // Null: withdrawn.
        AddColumn("cell", "integer");
        Indexes.Add(new IndexDefinition($"{Name}_lead") { Columns = ["lead", "cell"], Predicate = "lead is not null" });
    }
}

/// <summary>Changes of the number of tips in a cell and state, and of the sum of their keys.</summary>
internal sealed class TipCountTable : ServiceTable
{
    public const string Name = "tip_counts";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    /// <summary>
    /// The key of a tip, 0 to 255, of a hash of its id, which nobody outside knows. The sum of the keys of a group belongs to that group of tips and no other;
    /// a perturbation that follows from it is always the same, so asking again tells nothing new. <c>tip</c> stands for the id.
    /// </summary>
    public const string KeyOfTip = "(hashtextextended(tip::text, 0) & 255)";

    public TipCountTable()
        : base(Name)
    {
        AddColumn("known", "date").AsPrimaryKey();
        AddColumn("cell", "integer").AsPrimaryKey();
        AddColumn("state", "smallint").AsPrimaryKey();
        AddColumn("tips", "integer").NotNull();
        AddColumn("keys", "bigint").NotNull();
    }
}

/// <summary>The same by object, day and lane alone, for the questions that are asked most: a hundredth of the rows.</summary>
internal sealed class TipTotalTable : ServiceTable
{
    public const string Name = "tip_totals";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public TipTotalTable()
        : base(Name)
    {
        AddColumn("known", "date").AsPrimaryKey();
        AddColumn("object", "text").AsPrimaryKey();
        AddColumn("day", "date").AsPrimaryKey();
        AddColumn("lane", "text").AsPrimaryKey();
        AddColumn("state", "smallint").AsPrimaryKey();
        AddColumn("tips", "integer").NotNull();
    }
}

/// <summary>The same again whatever became of them: a tip is here once, under the day on which it was first counted, so decisions add no rows.</summary>
internal sealed class TipArrivalTable : ServiceTable
{
    public const string Name = "tip_arrivals";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public TipArrivalTable()
        : base(Name)
    {
        AddColumn("known", "date").AsPrimaryKey();
        AddColumn("object", "text").AsPrimaryKey();
        AddColumn("day", "date").AsPrimaryKey();
        AddColumn("lane", "text").AsPrimaryKey();
        AddColumn("tips", "integer").NotNull();
        Indexes.Add(new IndexDefinition($"{Name}_object") { Columns = ["object", "day"] });
    }
}
