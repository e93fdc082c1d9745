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
        var seen = await Measure(what, Attack(mode, deployment.TipsAddress));
        FaultReport.Add("L5", what, "4,000 connections; honest senders >= 99.9 % ok, p99 <= 500 ms", $"{FaultSettings.SlowConnections} connections for {FaultSettings.Slow.TotalSeconds:0} s; {seen}", seen.Held);

        Assert.Empty(seen.Report.Findings);
        Assert.Equal(0, seen.Report.Unknown);
        Assert.True(seen.Share >= DemandedShare, $"Not enough honest tips were taken: {seen}");
        Assert.True(seen.P99 <= DemandedP99 * FaultSettings.BusyMachine, $"Honest senders waited: {seen}");
    }

    [Fact]
    public async Task A_service_that_keeps_people_waiting_is_found()
    {
        var seen = await Measure("service frozen", async () =>
        {
            deployment.Service.Freeze();
            await Task.Delay(TimeSpan.FromSeconds(3));
            deployment.Service.Thaw();
        });

        FaultReport.Add("D3", "service frozen for 3 s instead of slow connections", "found as too slow", seen.ToString(), !seen.Held);
        Assert.False(seen.Held);
    }

    private async Task<HonestFigures> Measure(string what, Func<Task> meanwhile)
    {
        using var sender = await deployment.NewSender();
        await using var load = TipLoad.Start(sender, people: 4, pause: TimeSpan.FromMilliseconds(20));
        await load.HasStored(50);
        await meanwhile();
        await load.Stop();

        var answers = sender.Ledger.Answers;
        return new HonestFigures(
            await deployment.Compare(sender, what),
            answers.Count,
            (double)answers.Count(answer => answer.Fate == Fate.Stored) / answers.Count,
            answers.Select(answer => answer.Took).Order().ElementAt((int)(answers.Count * 0.99)));
    }

    private static Func<Task> Attack(string mode, Uri address) => async () =>
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
    };

    private sealed record HonestFigures(LedgerReport Report, int Tips, double Share, TimeSpan P99)
    {
        public bool Held => Share >= DemandedShare && P99 <= DemandedP99 && Report.Findings.Count == 0;

        public override string ToString() => $"{Share:0.00%} of {Tips} ok, p99 {P99.TotalMilliseconds:0} ms; {Report}";
    }
}
