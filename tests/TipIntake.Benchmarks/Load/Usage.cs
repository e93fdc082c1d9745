namespace TipIntake.Benchmarks.Load;

/// <summary>Seconds of processor time of the three parties and of the whole machine, and the server's largest memory so far.</summary>
internal sealed record Usage(double ServerCpu, double DatabaseCpu, double ClientCpu, double MachineCpu, double ServerPeakMegabytes)
{
    public static Usage Read(int? server, int? database) => new(
        server is { } pid ? ProcessUsage.CpuSeconds(pid) : 0,
        database is { } postmaster ? ProcessUsage.FamilyCpuSeconds(postmaster) : 0,
        Environment.CpuUsage.TotalTime.TotalSeconds,
        ProcessUsage.MachineCpuSeconds(),
        server is { } again ? ProcessUsage.PeakMegabytes(again) : 0);

    public Usage Since(Usage before) => new(
        ServerCpu - before.ServerCpu, DatabaseCpu - before.DatabaseCpu, ClientCpu - before.ClientCpu, MachineCpu - before.MachineCpu, ServerPeakMegabytes);

    /// <summary>The share of the machine that none of the three parties used: other programs, and the host that lends the processors.</summary>
    public double Others(double seconds) =>
        Math.Max(0, MachineCpu - ServerCpu - DatabaseCpu - ClientCpu) / (seconds * Environment.ProcessorCount);
}
