using TipIntake.Storage;
using Weasel.Postgresql.Tables;

namespace TipIntake.Triage;

/// <summary>One row for each lead: what the queue is ordered and filtered by. Made from events and tips, and can be made again.</summary>
internal sealed class LeadTable : ServiceTable
{
    public const string Name = "leads";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public LeadTable()
        : base(Name)
    {
        AddColumn("id", "text").AsPrimaryKey();
        AddColumn("object", "text").NotNull();
        AddColumn("number", "integer").NotNull();
        AddColumn("status", "text").NotNull();
        AddColumn("decision", "text");
        AddColumn("opened_at", "timestamp with time zone").NotNull();
        AddColumn("last_tip_at", "timestamp with time zone").NotNull();
        AddColumn("tips", "integer").NotNull();
        AddColumn("first_lane", "integer").NotNull();
        AddColumn("countries", "text[]").NotNull();
        AddColumn("languages", "text[]").NotNull();
        AddColumn("bases", "text[]").NotNull();
        AddColumn("days", "integer[]").NotNull();
        AddColumn("features", "jsonb").NotNull();
        AddColumn("points", "jsonb").NotNull();
        AddColumn("score", "integer").NotNull();
        AddColumn("rank", "bigint").NotNull();
        AddColumn("draw", "bigint").NotNull();
        AddColumn("stale", "boolean").NotNull();
        AddColumn("hypothesis", "text");
        AddColumn("answered", "boolean").NotNull();
        Indexes.Add(new IndexDefinition($"{Name}_rank") { Columns = ["rank", "id"], Predicate = "status = 'Open'" });
        Indexes.Add(new IndexDefinition($"{Name}_draw") { Columns = ["draw", "id"], Predicate = "status = 'Open'" });
        Indexes.Add(new IndexDefinition($"{Name}_object_rank") { Columns = ["object", "rank", "id"], Predicate = "status = 'Open'" });
        Indexes.Add(new IndexDefinition($"{Name}_object_draw") { Columns = ["object", "draw", "id"], Predicate = "status = 'Open'" });
        Indexes.Add(new IndexDefinition($"{Name}_object_status") { Columns = ["object", "status", "rank", "id"] });
        Indexes.Add(new IndexDefinition($"{Name}_hypothesis") { Columns = ["hypothesis"], Predicate = "hypothesis is not null" });
        Indexes.Add(new IndexDefinition($"{Name}_referred") { Columns = ["object"], Predicate = "decision = 'Safeguarding'" });
        Indexes.Add(new IndexDefinition($"{Name}_copied") { Columns = ["object", "tips"], Predicate = "tips >= 10" });
        Indexes.Add(new IndexDefinition($"{Name}_stale") { Columns = ["id"], Predicate = "stale" });
    }
}

/// <summary>Where each tip is: exactly one row for each tip that was looked at.</summary>
internal sealed class PlacementTable : ServiceTable
{
    public const string Name = "placements";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public PlacementTable()
        : base(Name)
    {
        AddColumn("tip", "uuid").AsPrimaryKey();
        // Null: withdrawn before it was looked at.
        AddColumn("lead", "text");
        AddColumn("received_at", "timestamp with time zone").NotNull();
        AddColumn("opens", "boolean").NotNull();
        Indexes.Add(new IndexDefinition($"{Name}_lead") { Columns = ["lead", "received_at", "tip"] });
        Indexes.Add(new IndexDefinition($"{Name}_none") { Columns = ["tip"], Predicate = "lead is null" });
    }
}

/// <summary>What a lead's tips say, for finding it again: mostly one wording, more where people merged leads. Privacy: made of senders' words, so it goes with the last of them.</summary>
internal sealed class LeadWordingTable : ServiceTable
{
    public const string Name = "lead_wordings";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public LeadWordingTable()
        : base(Name)
    {
        AddColumn("lead", "text").AsPrimaryKey();
        // The first tip with this wording. Rows of databases that knew one wording of a lead have none until the lead is made again.
        AddColumn("tip", "uuid").AsPrimaryKey().DefaultValueByExpression("'00000000-0000-0000-0000-000000000000'::uuid");
        // Of a sketch nothing can be read (infra/docs/decisions/0015); the words are there to be searched.
        AddColumn("sketch", "bytea").NotNull();
        AddColumn("keys", "bigint[]").NotNull();
        AddColumn("words", "tsvector").NotNull();
        Indexes.Add(new IndexDefinition($"{Name}_words") { Columns = ["words"], Method = IndexMethod.gin });
    }
}

/// <summary>By which hashes a lead is found when a tip arrives that says the same. A key is made of the object as well.</summary>
internal sealed class WordingKeyTable : ServiceTable
{
    public const string Name = "wording_keys";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public WordingKeyTable()
        : base(Name)
    {
        AddColumn("key", "bigint").AsPrimaryKey();
        AddColumn("lead", "text").AsPrimaryKey();
    }
}

/// <summary>Names, places, links that a lead mentions. Privacy: a sender's words, so gone with the tips.</summary>
internal sealed class ClueTable : ServiceTable
{
    public const string Name = "clues";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public ClueTable()
        : base(Name)
    {
        AddColumn("object", "text").AsPrimaryKey();
        AddColumn("kind", "text").AsPrimaryKey();
        AddColumn("value", "text").AsPrimaryKey();
        AddColumn("lead", "text").AsPrimaryKey();
        Indexes.Add(new IndexDefinition($"{Name}_lead") { Columns = ["lead", "kind"] });
    }
}

/// <summary>The next number of a lead or hypothesis of each object.</summary>
internal sealed class NumberTable : ServiceTable
{
    public const string Name = "triage_numbers";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public NumberTable()
        : base(Name)
    {
        AddColumn("object", "text").AsPrimaryKey();
        AddColumn("kind", "text").AsPrimaryKey();
        AddColumn("next", "integer").NotNull();
    }
}

/// <summary>Who works on a lead just now. A claim ends by itself.</summary>
internal sealed class ClaimTable : ServiceTable
{
    public const string Name = "lead_claims";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public ClaimTable()
        : base(Name)
    {
        AddColumn("lead", "text").AsPrimaryKey();
        AddColumn("member", "uuid").NotNull();
        AddColumn("until", "timestamp with time zone").NotNull();
        Indexes.Add(new IndexDefinition($"{Name}_member") { Columns = ["member"] });
    }
}
