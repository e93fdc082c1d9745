using TipIntake.Storage;

namespace TipIntake.Catalogue;

/// <summary>One row for each size and format of a photo; rows are added, never changed.</summary>
internal sealed class PhotoTable : ServiceTable
{
    public const string Name = "photo_renditions";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public PhotoTable()
        : base(Name)
    {
        AddColumn("photo_id", "text").AsPrimaryKey();
        AddColumn("width", "integer").AsPrimaryKey();
        AddColumn("format", "text").AsPrimaryKey();
        AddColumn("height", "integer").NotNull();
        AddColumn("sha256", "bytea").NotNull();
        AddColumn("bytes", "bytea").NotNull();
    }
}
