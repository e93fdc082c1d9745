using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>Which leads the machine thinks give one answer, made again whenever an object's leads change.</summary>
internal sealed class SuggestionTable : ServiceTable
{
    public const string Name = "suggestions";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public SuggestionTable()
        : base(Name)
    {
        AddColumn("object", "text").AsPrimaryKey();
        AddColumn("position", "integer").AsPrimaryKey();
        // Null: an answer that nobody has confirmed yet.
        AddColumn("hypothesis", "text");
        AddColumn("kind", "text").NotNull();
        // Privacy: names a sender wrote; made again without them when the sender withdraws.
        AddColumn("reasons", "jsonb").NotNull();
        AddColumn("leads", "text[]").NotNull();
    }
}

/// <summary>When an object's leads last changed, when suggestions were last made of them, and how many tips they hold.</summary>
internal sealed class SuggestionStateTable : ServiceTable
{
    public const string Name = "suggestion_states";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public SuggestionStateTable()
        : base(Name)
    {
        AddColumn("object", "text").AsPrimaryKey();
        AddColumn("changes", "bigint").NotNull();
        AddColumn("suggested", "bigint").NotNull();
        AddColumn("tips", "bigint").NotNull();
        // Null: at once.
        AddColumn("not_before", "timestamp with time zone");
    }
}

/// <summary>Pairs that a person said do not belong together; <c>other</c> is a lead or a hypothesis.</summary>
internal sealed class RefusedSuggestionTable : ServiceTable
{
    public const string Name = "refused_suggestions";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public RefusedSuggestionTable()
        : base(Name)
    {
        AddColumn("object", "text").AsPrimaryKey();
        AddColumn("lead", "text").AsPrimaryKey();
        AddColumn("other", "text").AsPrimaryKey();
    }
}
