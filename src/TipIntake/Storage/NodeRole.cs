using Npgsql;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Storage;

/// <summary>A node works in the database as the role that its doors need, and no more.</summary>
internal static class NodeRole
{
    /// <summary>Stops the start of a staff door that could do nothing; else says what a person should know, or null.</summary>
    public static string? Check(WebApplicationBuilder builder)
    {
        var isPublic = new NpgsqlConnectionStringBuilder(builder.Configuration.GetConnectionString("TipIntake")).Username == DatabaseConnections.PublicRole;
        return (isPublic, StaffDoor.IsOpen(builder.Configuration)) switch
        {
            (true, true) => throw new SettingException(
                $"ConnectionStrings:TipIntake names {DatabaseConnections.PublicRole}, which cannot read tips. A node with a staff door needs {DatabaseConnections.ApplicationRole}; a public one leaves Surfaces:Staff:Url empty."),
            (false, false) => $"Only the public reaches this node, so {DatabaseConnections.PublicRole} would do in ConnectionStrings:TipIntake: it takes tips and reads none.",
            _ => null,
        };
    }
}
