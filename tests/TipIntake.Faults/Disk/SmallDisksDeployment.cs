using TipIntake.Faults.Harness;

namespace TipIntake.Faults.Disk;

/// <summary>Tables, write-ahead log and the service's log each on a small disk of their own.</summary>
public sealed class SmallDisksDeployment() : Deployment(throughProxy: false)
{
    internal SmallDisk Data { get; private set; } = null!;

    internal SmallDisk Wal { get; private set; } = null!;

    internal SmallDisk Log { get; private set; } = null!;

    internal override string? ServiceLog => Log is null ? null : Path.Combine(Log.Path, "service.log");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();

        foreach (var disk in (SmallDisk?[])[Wal, Data, Log])
        {
            disk?.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    internal override async Task<PostgresProcess> StartPostgres()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            // The tests say why they do not run.
            return await PostgresProcess.Start();
        }

        (Data, Wal, Log) = (SmallDisk.Mount(256), SmallDisk.Mount(256), SmallDisk.Mount(1));
        var postgres = await PostgresProcess.Start(Data.Path);
        await postgres.MoveWal(Wal.Path);
        return postgres;
    }
}
