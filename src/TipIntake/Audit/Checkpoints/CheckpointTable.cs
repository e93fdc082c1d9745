using TipIntake.Storage;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace TipIntake.Audit;

/// <summary>The checkpoints that were signed. A verification does not believe this copy; from here they are written to the folder, and shown.</summary>
internal sealed class CheckpointTable : Table
{
    public const string Name = "audit_checkpoints";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public CheckpointTable()
        : base(new PostgresqlObjectName(DatabaseConnections.Schema, Name, SchemaUtils.IdentifierUsage.General))
    {
        AddColumn("size", "bigint").AsPrimaryKey();
        AddColumn("made_at", "timestamp with time zone").NotNull();
        AddColumn("text", "text").NotNull();
        AddColumn("frontier", "bytea").NotNull();
    }
}
