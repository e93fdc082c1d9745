using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;
using TipIntake.Audit;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Storage;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>An audit trail of a million entries, chained and signed by the service's own classes.</summary>
internal sealed class MadeTrail(NpgsqlDataSource database, string applicationConnection, CheckpointKey key, string folder)
{
    private const int Copied = 50_000;

    private static readonly string[] Acts = ["tip-read", "lead-read", "signed-in", "tip-assessed"];

    public async Task AddAsync(long entries, Progress progress)
    {
        using var bar = progress.Start($"writing {entries:N0} entries", entries);
        var at = DateTimeOffset.UtcNow.AddDays(-1);
        for (var left = entries; left > 0; left -= Copied)
        {
            var some = Math.Min(left, Copied);
            await CopyAsync(at, some);
            at = at.AddMilliseconds(some);
            bar.Add(some);
        }

        await using var analyze = database.CreateCommand($"vacuum (analyze) {AuditTable.QualifiedName}");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync();
    }

    public async Task ChainAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:TipIntake", applicationConnection)]).Build();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        await using var connections = new DatabaseConnections(configuration);
        var meter = new AuditMeter(services.GetRequiredService<IMeterFactory>());
        var settings = new CheckpointSettings(TimeSpan.Zero, 1_000, folder);
        var signer = new MakeCheckpoint(connections, key, settings, TimeProvider.System, meter, NullLogger<MakeCheckpoint>.Instance);
        var files = new CheckpointFolder(connections, settings, meter, NullLogger<CheckpointFolder>.Instance);

        await new ChainEntries(connections, TimeProvider.System, meter).Run(
            async () =>
            {
                await signer.Run(CancellationToken.None);
                await files.WriteMissing(CancellationToken.None);
            },
            CancellationToken.None);
    }

    private async Task CopyAsync(DateTimeOffset from, long entries)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync($"copy {AuditTable.QualifiedName} (id, at, actor, act, subject, reason, details) from stdin (format binary)");
        for (var number = 0; number < entries; number++)
        {
            var at = from.AddMilliseconds(number);
            await copy.StartRowAsync();
            await copy.WriteAsync(Guid.CreateVersion7(at), NpgsqlDbType.Uuid);
            await copy.WriteAsync(at, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync($"staff:{new Guid(number % 40, 0, 0, new byte[8])}", NpgsqlDbType.Text);
            await copy.WriteAsync(Acts[number % Acts.Length], NpgsqlDbType.Text);
            await copy.WriteAsync($"tip:{Guid.NewGuid()}", NpgsqlDbType.Text);
            await copy.WriteAsync("first-look", NpgsqlDbType.Text);
            await copy.WriteAsync("""[["queue","first"],["place","17"]]""", NpgsqlDbType.Text);
        }

        await copy.CompleteAsync();
    }
}
