using System.Diagnostics;
using System.Globalization;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Programs;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults;

/// <summary>
/// Thousands of connections that send or read as slowly as they can (slowhttptest), while people send tips. Connections:
/// FAULT_SLOW_CONNECTIONS; seconds for each kind: FAULT_SLOW_SECONDS.
/// </summary>
public sealed class SlowSenderTests(DirectDeployment deployment) : IClassFixture<DirectDeployment>
{
    private const double DemandedShare = 0.999;
    private static readonly TimeSpan DemandedP99 = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData("-H", "headers a few bytes at a time")]
    [InlineData("-B", "bodies a few bytes at a time")]
    [InlineData("-X", "answers read a few bytes at a time")]
    [InlineData("-R", "many overlapping ranges asked for")]
    public async Task Slow_connections_keep_nobody_else_waiting(string mode, string what)
    {
        using var sender = await deployment.NewSender();
        await using var load = TipLoad.Start(sender, people: 4, pause: TimeSpan.FromMilliseconds(20));
        await load.HasStored(50);

        await Attack(mode, sender.TipsAddress);
        await load.Stop();

        var answers = sender.Ledger.Answers;
        var share = (double)answers.Count(answer => answer.Fate == Fate.Stored) / answers.Count;
        var p99 = answers.Select(answer => answer.Took).Order().ElementAt((int)(answers.Count * 0.99));
        var report = await deployment.Compare(sender, what);
        FaultReport.Add(
            "L5",
            what,
            "4,000 connections; honest senders >= 99.9 % ok, p99 <= 500 ms",
            $"{FaultSettings.SlowConnections} connections for {FaultSettings.Slow.TotalSeconds:0} s; {share:0.00%} of {answers.Count} ok, p99 {p99.TotalMilliseconds:0} ms; {report}",
            share >= DemandedShare && p99 <= DemandedP99 && report.Findings.Count == 0);

        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Unknown);
        Assert.True(share >= DemandedShare, $"Only {share:0.00%} of {answers.Count} honest tips were taken.");
        Assert.True(p99 <= DemandedP99 * FaultSettings.BusyMachine, $"Honest senders waited for {p99.TotalMilliseconds:0} ms.");
    }

    private static async Task Attack(string mode, Uri address)
    {
        var connections = FaultSettings.SlowConnections.ToString(CultureInfo.InvariantCulture);
        var rate = Math.Max(50, FaultSettings.SlowConnections / 4).ToString(CultureInfo.InvariantCulture);
        var seconds = FaultSettings.Slow.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        string[] arguments = [mode, "-u", address.ToString(), "-c", connections, "-r", rate, "-l", seconds, "-i", "5", "-p", "3", .. mode == "-X" ? new[] { "-w", "1", "-y", "16", "-z", "8", "-k", "3" } : ["-t", "POST"]];

        using var attack = Process.Start(new ProcessStartInfo(DebianPrograms.Find("slowhttptest", "slowhttptest"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var said = attack.StandardOutput.ReadToEndAsync();
        await attack.StandardError.ReadToEndAsync();
        await attack.WaitForExitAsync();
        Assert.Contains("Exit status", await said, StringComparison.Ordinal);
    }
}
