using TipIntake.Storage;

namespace TipIntake.Staff;

/// <summary>Privacy: who asked for the daily mail, and where it goes. The address is encrypted with a key that the database does not have.</summary>
internal sealed class DigestTable : ServiceTable
{
    public const string Name = "staff_digests";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public DigestTable()
        : base(Name)
    {
        AddColumn("member", "uuid").AsPrimaryKey();
        AddColumn("address", "bytea").NotNull();
        AddColumn("sent_on", "date").NotNull();
        AddColumn("claimed_until", "timestamp with time zone");
    }
}
