using System.Diagnostics;
using System.Text.Json;
using TipIntake.Benchmarks.Database;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Benchmarks.Servers;

/// <summary>The real service as an operator starts it: Release build, Production, keys made by its own verb, two database roles.</summary>
internal sealed class TipService : IAsyncDisposable
{
    public static readonly IReadOnlyDictionary<string, string> Unlimited = Limits.Admitting(ProgramFolder());
    public static readonly IReadOnlyDictionary<string, string> Limited = Limits.Refusing(ProgramFolder());
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Cluster cluster;
    private readonly string database;

    private TipService(Cluster cluster, string database, ChildServer server)
    {
        this.cluster = cluster;
        this.database = database;
        Server = server;
    }

    public ChildServer Server { get; }

    /// <summary>The published objects, to send tips about.</summary>
    public IReadOnlyList<string> References { get; private set; } = [];

    /// <summary>Makes the database and fills in what has to be there before the first start.</summary>
    public static async Task<TipService> StartAsync(Cluster cluster, string database, IReadOnlyDictionary<string, string> settings, bool yields = false)
    {
        await DevelopmentDatabase.MakeRolesAndDatabase(cluster.ConnectionString("postgres"), database, CancellationToken.None);
        if (!Directory.Exists(KeysOf(cluster)))
        {
            await MakeKeysAsync(cluster, database);
        }

        await RunVerbAsync(Command(cluster, database, "db-apply"));
        await RunVerbAsync(Publish(cluster, database));
        return await StartAgainAsync(cluster, database, settings, yields);
    }

    /// <summary>Starts with a database that is ready.</summary>
    /// <param name="yields">Its share of the processors is a third of the staff node's and of the database's, as its unit has it (CPUWeight).</param>
    public static async Task<TipService> StartAgainAsync(Cluster cluster, string database, IReadOnlyDictionary<string, string> settings, bool yields = false)
    {
        var port = ChildServer.FreePort();
        var start = Command(cluster, database);
        start.Environment["Surfaces__Public__Url"] = $"http://127.0.0.1:{port}";
        start.Environment["Surfaces__Staff__Url"] = "";
        start.Environment["Operator__Trial"] = "true";
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var service = new TipService(cluster, database, await ChildServer.StartAsync(yields ? Yielding.Start(start) : start, port, "/health/ready", Patience));
        service.References = await service.ReadReferencesAsync();
        return service;
    }

    /// <summary>A node with the staff door alone, beside this one, as it is installed: it places tips, and reviewers work there.</summary>
    public static async Task<ChildServer> StartStaffAsync(Cluster cluster, string database)
    {
        var port = ChildServer.FreePort();
        var start = Command(cluster, database);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Surfaces__Public__Url"] = "";
        start.Environment["Surfaces__Staff__Url"] = $"http://127.0.0.1:{port}";
        start.Environment["Catalogue__Demonstration"] = "false";
        start.Environment["Staff__ReadsPerHour"] = "100000";
        start.Environment["Staff__UnusualReadsPerDay"] = "100000";
        return await ChildServer.StartAsync(start, port, "/health/ready", Patience);
    }

    public Task<TipTable> TableAsync() => TipTable.FindAsync(cluster.Database(database), "mt_doc_tip");

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static async Task MakeKeysAsync(Cluster cluster, string database)
    {
        var keys = KeysOf(cluster);
        await RunVerbAsync(Command(cluster, database, "keys", "init"));
        await RunVerbAsync(Command(cluster, database, "contacts", "init", keys, "--without-passphrase"));
        // The service refuses to start beside the half that opens contacts; nobody will open these.
        File.Delete(Path.Combine(keys, ContactKeyFiles.PrivateName));
    }

    // Only in Development does an import publish at once; elsewhere a second person has to agree.
    private static ProcessStartInfo Publish(Cluster cluster, string database)
    {
        var start = Command(cluster, database, "objects", "import", MeasuredObjects.WriteInto(Path.Combine(cluster.Folder, "objects")));
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        return start;
    }

    public static async Task RunVerbAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The service's program did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {errors}{await output}");
        }
    }

    public static ProcessStartInfo Command(Cluster cluster, string database, params IEnumerable<string> verb)
    {
        var folder = ProgramFolder();
        var start = new ProcessStartInfo(Path.Combine(folder, OperatingSystem.IsWindows() ? "TipIntake.exe" : "TipIntake"), verb)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ConnectionStrings__TipIntake"] = cluster.ConnectionString(database, DatabaseConnections.ApplicationRole);
        start.Environment["ConnectionStrings__TipIntakeOwner"] = cluster.ConnectionString(database, DatabaseConnections.OwnerRole);
        start.Environment["Data__Path"] = Path.Combine(cluster.Folder, "service");
        start.Environment["Keys__Path"] = KeysOf(cluster);
        return start;
    }

    private static string KeysOf(Cluster cluster) => Path.Combine(cluster.Folder, "keys");

    // artifacts/bin/TipIntake.Benchmarks/release/ -> artifacts/bin/TipIntake/release/
    private static string ProgramFolder()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(own.Parent!.Parent!.FullName, "TipIntake", own.Name);
    }

    private async Task<IReadOnlyList<string>> ReadReferencesAsync()
    {
        using var client = new HttpClient();
        await using var answer = await client.GetStreamAsync(new Uri($"http://127.0.0.1:{Server.Port}/api/v1/objects"));
        using var json = await JsonDocument.ParseAsync(answer);
        var references = ReferencesIn(json.RootElement).ToArray();
        return references.Length > 0 ? references : throw new InvalidOperationException("The service has no published object to send tips about.");
    }

    private static IEnumerable<string> ReferencesIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(ReferencesIn),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.NameEquals("reference") ? [p.Value.GetString()!] : ReferencesIn(p.Value)),
        _ => [],
    };
}
