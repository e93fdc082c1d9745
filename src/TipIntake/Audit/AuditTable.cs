using TipIntake.Storage;
using Weasel.Postgresql.Tables;

namespace TipIntake.Audit;

/// <summary>What was done, as it was written with the act itself. Rows are added, never changed; the application's role may do nothing else with them.</summary>
internal sealed class AuditTable : ServiceTable
{
    public const string Name = "audit_entries";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public AuditTable()
        : base(Name)
    {
        AddColumn("id", "uuid").AsPrimaryKey();
        AddColumn("at", "timestamp with time zone").NotNull();
        AddColumn("actor", "text").NotNull();
        AddColumn("act", "text").NotNull();
        AddColumn("subject", "text").NotNull();
        AddColumn("reason", "text");
        AddColumn("details", "text");
        foreach (var column in (string[])["at", "actor", "act", "subject"])
        {
            Indexes.Add(new IndexDefinition($"{Name}_{column}") { Columns = [column] });
        }
    }
}
