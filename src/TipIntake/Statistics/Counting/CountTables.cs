using TipIntake.Storage;
using Weasel.Postgresql.Tables;

namespace TipIntake.Statistics;

// What is counted stands here as changes, each with the day on which it became known; what was known on a day never changes afterwards.
// A sum over the days until then is what was counted then (infra/docs/decisions/0019).

/// <summary>Leads, hypotheses and tips that changed and have not been counted again yet. Written with the change itself, gone with the counting.</summary>
internal sealed class CountNewsTable : ServiceTable
{
    public const string Name = "count_news";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public CountNewsTable()
        : base(Name)
    {
        AddColumn("id", "bigint").BigAutoIncrement().AsPrimaryKey();
        AddColumn("leads", "text[]").NotNull();
        // Those of the leads about which somebody decided something.
        AddColumn("acted", "text[]").NotNull();
        AddColumn("hypotheses", "text[]").NotNull();
        AddColumn("tips", "uuid[]").NotNull();
    }
}

/// <summary>As what each lead was counted last.</summary>
internal sealed class CountedLeadTable : ServiceTable
{
    public const string Name = "counted_leads";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public CountedLeadTable()
        : base(Name)
    {
        AddColumn("lead", "text").AsPrimaryKey();
        AddColumn("hypothesis", "text");
        LeadCountTable.AddGroup(this);
        Indexes.Add(new IndexDefinition($"{Name}_hypothesis") { Columns = ["hypothesis"], Predicate = "hypothesis is not null" });
    }
}

/// <summary>Changes of the number of leads of one sort.</summary>
internal sealed class LeadCountTable : ServiceTable
{
    public const string Name = "lead_counts";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    /// <summary>What leads have in common that are counted together. Days that have not come are <c>infinity</c>.</summary>
    public const string Group = "object, opened, assessed, decided, reviewed, decision, kind, first_hand";

    public LeadCountTable()
        : base(Name)
    {
        AddColumn("known", "date").NotNull();
        AddGroup(this);
        AddColumn("leads", "integer").NotNull();
        Indexes.Add(new IndexDefinition($"{Name}_all") { Columns = ["known", .. Group.Split(", ")], IsUnique = true });
    }

    public static void AddGroup(Table table)
    {
        table.AddColumn("object", "text").NotNull();
        table.AddColumn("opened", "date").NotNull();
        table.AddColumn("assessed", "date").NotNull();
        table.AddColumn("decided", "date").NotNull();
        table.AddColumn("reviewed", "date").NotNull();
        table.AddColumn("decision", "text").NotNull();
        table.AddColumn("kind", "text").NotNull();
        table.AddColumn("first_hand", "boolean").NotNull();
    }
}

/// <summary>How long each lead waited for its first decision. Never changes: what is taken back was decided once all the same.</summary>
internal sealed class FirstDecisionTable : ServiceTable
{
    public const string Name = "first_decisions";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public FirstDecisionTable()
        : base(Name)
    {
        AddColumn("lead", "text").AsPrimaryKey();
        AddColumn("object", "text").NotNull();
        AddColumn("opened", "timestamp with time zone").NotNull();
        AddColumn("assessed", "timestamp with time zone").NotNull();
        AddColumn("known", "date").NotNull();
    }
}

/// <summary>Which links each lead was counted with, as hashes.</summary>
internal sealed class CountedLinkTable : ServiceTable
{
    public const string Name = "counted_links";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public CountedLinkTable()
        : base(Name)
    {
        AddColumn("object", "text").AsPrimaryKey();
        AddColumn("link", "bigint").AsPrimaryKey();
        AddColumn("lead", "text").AsPrimaryKey();
        Indexes.Add(new IndexDefinition($"{Name}_lead") { Columns = ["lead"] });
    }
}

/// <summary>Changes of the number of different links that tips on an object name.</summary>
internal sealed class LinkCountTable : ServiceTable
{
    public const string Name = "link_counts";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public LinkCountTable()
        : base(Name)
    {
        AddColumn("known", "date").AsPrimaryKey();
        AddColumn("object", "text").AsPrimaryKey();
        AddColumn("links", "integer").NotNull();
    }
}

/// <summary>As what each hypothesis was counted last.</summary>
internal sealed class CountedHypothesisTable : ServiceTable
{
    public const string Name = "counted_hypotheses";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public CountedHypothesisTable()
        : base(Name)
    {
        AddColumn("hypothesis", "text").AsPrimaryKey();
        HypothesisCountTable.AddGroup(this);
    }
}

/// <summary>Changes of the number of hypotheses of one sort.</summary>
internal sealed class HypothesisCountTable : ServiceTable
{
    public const string Name = "hypothesis_counts";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public const string Group = "object, opened, kind, outcome, outcome_on";

    public HypothesisCountTable()
        : base(Name)
    {
        AddColumn("known", "date").NotNull();
        AddGroup(this);
        AddColumn("hypotheses", "integer").NotNull();
        Indexes.Add(new IndexDefinition($"{Name}_all") { Columns = ["known", .. Group.Split(", ")], IsUnique = true });
    }

    public static void AddGroup(Table table)
    {
        table.AddColumn("object", "text").NotNull();
        table.AddColumn("opened", "date").NotNull();
        table.AddColumn("kind", "text").NotNull();
        table.AddColumn("outcome", "text").NotNull();
        table.AddColumn("outcome_on", "date").NotNull();
    }
}

/// <summary>Of what sort an object was, and where it was asked about, since when.</summary>
internal sealed class CountedObjectTable : ServiceTable
{
    public const string Name = "counted_objects";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public CountedObjectTable()
        : base(Name)
    {
        AddColumn("object", "text").AsPrimaryKey();
        AddColumn("known", "date").AsPrimaryKey();
        // The day from which tips could be sent.
        AddColumn("published", "date").NotNull();
        AddColumn("category", "text").NotNull();
        AddColumn("regions", "text[]").NotNull();
    }
}

/// <summary>One row for each day on which something was counted: while it lasts, until when everything is counted; afterwards it is closed, and what was known on it stays.</summary>
internal sealed class CountedDayTable : ServiceTable
{
    public const string Name = "counted_days";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public CountedDayTable()
        : base(Name)
    {
        AddColumn("known", "date").AsPrimaryKey();
        AddColumn("until", "timestamp with time zone").NotNull();
        AddColumn("zone", "text").NotNull();
    }
}
