using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults;

/// <summary>A PostgreSQL that does not flush cannot keep the promise, so nothing may be promised.</summary>
public sealed class UnsafeDatabaseTests(DirectDeployment deployment) : IClassFixture<DirectDeployment>
{
    /// <summary>The service looks once a second.</summary>
    private static readonly TimeSpan ThreeLooks = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("fsync")]
    [InlineData("full_page_writes")]
    [InlineData("synchronous_commit")]
    public async Task A_service_on_an_unsafe_PostgreSQL_is_never_ready_and_keeps_nothing(string setting)
    {
        using var sender = await deployment.NewSender();
        await deployment.Postgres.Switch(setting, on: false);

        try
        {
            await deployment.RestartService();
            await Until.True(() => deployment.Service.IsLive(Notice), Deployment.LongestRecovery, "live");
            await StaysClosed(sender);
        }
        finally
        {
            await deployment.Postgres.Switch(setting, on: true);
        }

        await deployment.Service.Ready(Deployment.LongestRecovery);
        Assert.Equal(Fate.Stored, (await sender.SendUntilStored(SentTip.Next(Random.Shared))).Fate);
        var report = await deployment.Compare(sender, $"{setting} switched off, then on");
        FaultReport.Add("D1", $"{setting} off at the start", "never ready, nothing kept", $"never ready; {report}", report.Findings.Count == 0);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public async Task A_PostgreSQL_that_is_made_unsafe_closes_a_running_service()
    {
        using var sender = await deployment.NewSender();

        await deployment.Postgres.Switch("synchronous_commit", on: false);

        try
        {
            await Until.True(async () => !await deployment.Service.IsReady(), Notice, "not ready any more");
            await StaysClosed(sender);
        }
        finally
        {
            await deployment.Postgres.Switch("synchronous_commit", on: true);
        }

        await deployment.Service.Ready(Deployment.LongestRecovery);
        Assert.Empty((await deployment.Compare(sender, "made unsafe while running")).Findings);
    }

    private async Task StaysClosed(TipSender sender)
    {
        var since = TimeProvider.System.GetTimestamp();

        while (TimeProvider.System.GetElapsedTime(since) < ThreeLooks)
        {
            Assert.False(await deployment.Service.IsReady());
            var answer = await sender.Send(SentTip.Next(Random.Shared));
            Assert.Equal((503, "storage-unavailable"), (answer.Status, answer.Code));
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        Assert.Contains("Not ready", deployment.Service.LastWords, StringComparison.Ordinal);
    }
}
