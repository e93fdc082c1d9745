using TipIntake.Storage;

namespace TipIntake.Tips;

/// <summary>The journal of erasures: which tips were emptied, when and why. Nothing in it says what stood in them. Copied to files outside the database, so that a restored backup can be emptied again.</summary>
internal sealed class ErasureTable : ServiceTable
{
    public const string Name = "erasures";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public ErasureTable()
        : base(Name)
    {
        AddColumn("tip", "uuid").AsPrimaryKey();
        AddColumn("at", "timestamp with time zone").NotNull();
        AddColumn("cause", "text").NotNull();
        // Whether it stands in a file outside the database as well.
        AddColumn("journaled", "boolean").NotNull().DefaultValueByExpression("false");
        Indexes.Add(new Weasel.Postgresql.Tables.IndexDefinition($"{Name}_new") { Columns = ["at"], Predicate = "not journaled" });
    }
}

/// <summary>Why a tip was emptied.</summary>
internal enum ErasureCause
{
    /// <summary>Its sender took it back.</summary>
    Withdrawn,

    /// <summary>An authority ordered it, and two people carried it out.</summary>
    Ordered,

    /// <summary>The time for which its kind is kept is over.</summary>
    Aged,
}
