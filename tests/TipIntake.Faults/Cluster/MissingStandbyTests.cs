using System.Globalization;
using System.Net;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Cluster;

/// <summary>The operator said that a standby belongs to the database (Storage:RequireSynchronousStandby), and there is none. Rounds: FAULT_FAILOVERS.</summary>
[Collection(OneCluster.Name)]
public sealed class MissingStandbyTests(ClusterDeployment deployment)
{
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestReturn = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Without_its_standbys_the_service_is_not_ready_and_promises_nothing()
    {
        var (closed, promised) = (0, 0);
        var (longestNotice, longestReturn) = (TimeSpan.Zero, TimeSpan.Zero);

        for (var round = 1; round <= FaultSettings.Failovers; round++)
        {
            using var sender = await deployment.NewSender();
            await using var ready = new HealthWatch(deployment.ReadyAddress);
            await sender.SendUntilStored(SentTip.Next(Random.Shared));
            var leader = await deployment.Database.Leader();
            var standbys = deployment.Database.Machines.Where(machine => machine != leader).ToArray();

            await Task.WhenAll(standbys.Select(standby => standby.Kill()));
            var noticed = await ready.Sees(HttpStatusCode.ServiceUnavailable, Notice);
            var since = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(since) < Stay)
            {
                promised += (await sender.Send(SentTip.Next(Random.Shared))).Fate == Fate.Stored ? 1 : 0;
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }

            closed += ready.Looks.Where(look => look.AskedAt >= since).All(look => look.Status == HttpStatusCode.ServiceUnavailable) ? 1 : 0;
            Array.ForEach(standbys, standby => standby.Start());
            var returned = await ready.Sees(HttpStatusCode.OK, LongestReturn);
            (longestNotice, longestReturn) = (Longer(longestNotice, noticed), Longer(longestReturn, returned));
            await sender.SendUntilStored(SentTip.Next(Random.Shared));
            Assert.Empty((await deployment.Compare(sender, $"both standbys killed, not ready after {noticed.TotalSeconds:0.0} s, ready {returned.TotalSeconds:0.0} s after they start")).Findings);
        }

        FaultReport.Add(
            "D1",
            $"both standbys killed where one is required, {FaultSettings.Failovers} rounds",
            "never ready, nothing promised",
            string.Create(CultureInfo.InvariantCulture, $"closed {closed} of {FaultSettings.Failovers}, promised {promised}; not ready after at most {longestNotice.TotalSeconds:0.0} s, ready at most {longestReturn.TotalSeconds:0.0} s after they start"),
            closed == FaultSettings.Failovers && promised == 0);
        Assert.Equal((FaultSettings.Failovers, 0), (closed, promised));
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
