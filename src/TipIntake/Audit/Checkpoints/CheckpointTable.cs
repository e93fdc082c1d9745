using TipIntake.Storage;

namespace TipIntake.Audit;

/// <summary>The checkpoints that were signed. A verification does not believe this copy; from here they are written to the folder, and shown.</summary>
internal sealed class CheckpointTable : ServiceTable
{
    public const string Name = "audit_checkpoints";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public CheckpointTable()
        : base(Name)
    {
        AddColumn("size", "bigint").AsPrimaryKey();
        AddColumn("made_at", "timestamp with time zone").NotNull();
        AddColumn("text", "text").NotNull();
        AddColumn("frontier", "bytea").NotNull();
    }
}
