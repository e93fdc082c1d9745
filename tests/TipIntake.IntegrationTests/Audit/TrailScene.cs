using System.CommandLine;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TipIntake.Audit;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Audit;

/// <summary>A database whose trail nobody chains but the test, a folder for its checkpoints, and the verb that verifies it.</summary>
internal sealed class TrailScene : IAsyncDisposable
{
    private readonly TipIntakeApp app;
    private readonly string database;
    private readonly RunningService service;
    private readonly CheckpointKey key = CheckpointKey.Make();
    private readonly string publicKey;

    private TrailScene(TipIntakeApp app, string database, RunningService service)
    {
        (this.app, this.database, this.service) = (app, database, service);
        Home = Directory.CreateTempSubdirectory("tipintake").FullName;
        Folder = Path.Combine(Home, "checkpoints");
        publicKey = Path.Combine(Home, CheckpointKeyFiles.PublicName);
        File.WriteAllText(publicKey, key.Public.ToPem());
    }

    public string Home { get; }

    public string Folder { get; set; }

    public LogLines Log => service.Log;

    public DatabaseConnections Connections => service.Services.GetRequiredService<DatabaseConnections>();

    public static async Task<TrailScene> Start(TipIntakeApp app, string database) =>
        new(app, database, await app.Another(database, ("Surfaces:Staff:Url", "")));

    /// <summary>Each in its own transaction, as acts are.</summary>
    public async Task Write(int entries)
    {
        var audit = service.Services.GetRequiredService<AuditTrail>();
        for (var number = 0; number < entries; number++)
        {
            await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
            audit.Record(session, new AuditEntry("worker:test", "tip-read", $"tip:{number}", number % 2 == 0 ? "drill" : null, [new AuditDetail("naïve", "\"quoted\"")]));
            await session.SaveChangesAsync();
        }
    }

    /// <summary>As a node has it that has just started.</summary>
    public ChainEntries NewSequencer() => new(Connections, TimeProvider.System, Meter);

    /// <summary>A checkpoint after every ten entries.</summary>
    public MakeCheckpoint NewSigner(TimeSpan? every = null) => new(Connections, key, Settings(every), TimeProvider.System, Meter, Logger<MakeCheckpoint>());

    public CheckpointFolder NewFolder() => new(Connections, Settings(null), Meter, Logger<CheckpointFolder>());

    /// <summary>All that is there is chained, signed up to the end, and written.</summary>
    public async Task Chain()
    {
        var signer = NewSigner(TimeSpan.Zero);
        await NewSequencer().Run(() => signer.Run(CancellationToken.None), CancellationToken.None);
        await NewFolder().WriteMissing(CancellationToken.None);
    }

    public async Task<(int Code, string Said)> Verify()
    {
        var said = new StringWriter();
        var verb = AuditCommand.Build(() => new ConfigurationBuilder().Build(), (act, cancel) => act(service.App, cancel));
        var code = await verb.Parse(["verify", "--checkpoints", Folder, "--key", publicKey]).InvokeAsync(new InvocationConfiguration { Output = said, Error = said });
        return (code, said.ToString());
    }

    /// <summary>As whoever owns the database can.</summary>
    public async Task Tamper(string sql)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand($"set search_path = tipintake; {sql}");
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> Ask<T>(string sql)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        key.Dispose();
    }

    private AuditMeter Meter => service.Services.GetRequiredService<AuditMeter>();

    private CheckpointSettings Settings(TimeSpan? every) => new(every ?? TimeSpan.FromHours(1), 10, Folder);

    private ILogger<T> Logger<T>() => service.Services.GetRequiredService<ILogger<T>>();
}
