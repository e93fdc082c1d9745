using TipIntake.Storage;
using Weasel.Postgresql.Tables;

namespace TipIntake.Audit;

/// <summary>The order of the trail: 1, 2, 3 … without gaps. Beside the entries, so that these are never touched again.</summary>
internal sealed class ChainTable : ServiceTable
{
    public const string Name = "audit_chain";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public ChainTable()
        : base(Name)
    {
        AddColumn("position", "bigint").AsPrimaryKey();
        AddColumn("entry_id", "uuid").NotNull();
        AddColumn("entry_hash", "bytea").NotNull();
        AddColumn("chain_hash", "bytea").NotNull();
        Indexes.Add(new IndexDefinition($"{Name}_entry_id") { Columns = ["entry_id"], IsUnique = true });
    }
}
