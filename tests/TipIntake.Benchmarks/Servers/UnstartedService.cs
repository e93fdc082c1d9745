using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using TipIntake.Benchmarks.Database;
using TipIntake.Storage;

namespace TipIntake.Benchmarks.Servers;

/// <summary>The service put together in this process and not started: its parts can be called, and nothing works by itself.</summary>
internal static class UnstartedService
{
    public static WebApplication Build(Cluster cluster, string database)
    {
        var builder = Program.Builder(["--environment=Development"]);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:TipIntake"] = cluster.ConnectionString(database, DatabaseConnections.ApplicationRole),
            ["ConnectionStrings:TipIntakeOwner"] = cluster.ConnectionString(database, DatabaseConnections.OwnerRole),
            ["Data:Path"] = cluster.Folder,
            ["Surfaces:Staff:Url"] = "http://127.0.0.1:0",
            ["Catalogue:Demonstration"] = "false",
        });
        return Program.Build(builder);
    }
}
